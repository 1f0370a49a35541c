package dev.howdah.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The sizes that docs/architecture.md states; what is longer is named here with its reason. */
class SizesTest {
    private static final int FILE = 400;
    private static final int METHOD = 60;

    /** Where a method begins and ends, by the indentation of all our files. */
    private static final Pattern BEGIN = Pattern.compile(" {4}[^ }*/].*\\) (throws [A-Za-z, ]+ )?\\{");
    private static final String END = "    }";

    /** One loop over bytes each: cut into pieces it would be slower, and not easier to read. */
    private static final Map<String, Integer> LONGER = Map.of("Fingerprinter.java", 74, "JsonParser.java", 64);

    @Test
    void filesAndMethodsAreShort() throws IOException {
        List<String> longer = new ArrayList<>();
        for (String root : List.of("src/main/java", "src/test/java")) {
            try (Stream<Path> files = Files.walk(Path.of(root))) {
                for (Path file : files.filter(f -> f.toString().endsWith(".java")).toList()) {
                    longer.addAll(tooLong(file.getFileName().toString(), Files.readAllLines(file)));
                }
            }
        }
        assertThat(longer).isEmpty();
    }

    @Test
    void whatIsTooLongIsFound() {
        List<String> method = new ArrayList<>(List.of("class A {", "    void a() throws IOException {"));
        for (int i = 0; i < METHOD; i++) {
            method.add("        a();");
        }
        method.addAll(List.of(END, "}"));
        assertThat(tooLong("A.java", method)).containsExactly("A.java:2 has 62 lines");
        List<String> file = new ArrayList<>();
        for (int i = 0; i < FILE; i++) {
            file.add("    int a" + i + ";");
        }
        assertThat(tooLong("B.java", file)).containsExactly("B.java has 400 lines");
    }

    private static List<String> tooLong(String name, List<String> lines) {
        List<String> all = new ArrayList<>();
        if (lines.size() >= FILE) {
            all.add(name + " has " + lines.size() + " lines");
        }
        int begin = -1;
        for (int i = 0; i < lines.size(); i++) {
            if (BEGIN.matcher(lines.get(i)).matches()) {
                begin = i;
            } else if (begin >= 0 && lines.get(i).equals(END)) {
                if (i - begin + 1 > LONGER.getOrDefault(name, METHOD)) {
                    all.add(name + ":" + (begin + 1) + " has " + (i - begin + 1) + " lines");
                }
                begin = -1;
            }
        }
        return all;
    }
}
