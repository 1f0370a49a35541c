package dev.howdah;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What a machine's language must not change: a partition's name in Arabic digits is no name that anybody finds again. */
class LocaleTest {
    private static final String FIGURE = "%[-+0-9,.]*[dfeg]";

    private static final Pattern BY_CHANCE = Pattern.compile("(?:String\\.format|printf)\\(\\s*\"[^\"]*" + FIGURE + "|\"[^\"\\n]*" + FIGURE
            + "[^\"\\n]*\"\\s*\\.formatted\\(|\\.to(?:Upper|Lower)Case\\(\\)");

    @Test
    void figuresAndLettersAreWrittenInALocaleThatWasChosen() throws IOException {
        List<String> found = new ArrayList<>();
        try (Stream<Path> files = Files.walk(Path.of("src/main/java"))) {
            for (Path file : files.filter(f -> f.toString().endsWith(".java")).toList()) {
                for (Matcher m = BY_CHANCE.matcher(Files.readString(file)); m.find();) {
                    found.add(file.getFileName() + ": " + m.group());
                }
            }
        }
        assertThat(found).isEmpty();
    }
}
