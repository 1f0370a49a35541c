package dev.howdah;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Every text that the sources name exists, every text is named, none twice in a file. */
class TextsTest {
    // A key is "area.key"; one that is put together, "area." + x + ".title", counts as used for all keys that fit.
    private static final Pattern STRING = Pattern.compile("\"([a-z][a-z0-9]*(?:[.-][A-Za-z0-9_-]+)*\\.?)\"");
    private static final Pattern CALL = Pattern.compile("Text\\.of\\(\\s*\"([^\"]+)\"\\s*([,)+])");

    @Test
    void everyTextThatIsNamedExists() throws IOException {
        Set<String> known = keys();
        List<String> missing = new ArrayList<>();
        for (String source : sources()) {
            var m = CALL.matcher(source);
            while (m.find()) {
                if (!m.group(2).equals("+") && !known.contains(m.group(1))) {
                    missing.add(m.group(1));
                }
            }
        }
        assertThat(missing).isEmpty();
    }

    @Test
    void everyTextIsNamed() throws IOException {
        Set<String> named = new TreeSet<>();
        for (String source : sources()) {
            STRING.matcher(source).results().forEach(r -> named.add(r.group(1)));
        }
        List<String> prefixes = named.stream().filter(n -> n.endsWith(".") || n.endsWith("-")).toList();
        assertThat(keys().stream().filter(k -> !named.contains(k) && prefixes.stream().noneMatch(k::startsWith))).isEmpty();
    }

    @Test
    void noKeyStandsTwiceInAFile() throws IOException {
        List<String> twice = new ArrayList<>();
        for (Path file : files("resources/i18n", ".properties")) {
            Set<String> seen = new TreeSet<>();
            for (String line : Files.readAllLines(file)) {
                String key = line.split("[=:\\s]", 2)[0];
                if (!line.startsWith("#") && !line.startsWith(" ") && line.contains("=") && !seen.add(key)) {
                    twice.add(file.getFileName() + ": " + key);
                }
            }
        }
        assertThat(twice).isEmpty();
    }

    private static Set<String> keys() throws IOException {
        Set<String> keys = new TreeSet<>();
        for (Path file : files("resources/i18n", ".properties")) {
            String area = file.getFileName().toString().replaceAll("(_[a-z]{2})?\\.properties$", "");
            Properties p = new Properties();
            try (Reader in = Files.newBufferedReader(file)) {
                p.load(in);
            }
            p.stringPropertyNames().forEach(k -> keys.add(area + "." + k));
        }
        return keys;
    }

    private static List<String> sources() throws IOException {
        List<String> sources = new ArrayList<>();
        for (Path file : files("src/main/java", ".java")) {
            sources.add(Files.readString(file).replaceAll("(?m)^\\s*(\\*|//).*$", ""));
        }
        return sources;
    }

    private static List<Path> files(String folder, String ending) throws IOException {
        try (Stream<Path> all = Files.walk(Path.of(folder))) {
            return all.filter(p -> p.toString().endsWith(ending)).toList();
        }
    }
}
