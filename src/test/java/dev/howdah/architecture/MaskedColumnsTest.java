package dev.howdah.architecture;

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

/** What a table shows of statements leaves the window without their constants. */
class MaskedColumnsTest {
    private static final Pattern STATEMENT = Pattern.compile("\\.code\\(\\s*\"[a-z0-9.-]*[.-](?:statement|query|parent|child)\"");
    private static final Pattern NEXT = Pattern.compile("\\.(?:text|code|number|spark|dot|key|empty|build)\\(");

    @Test
    void everyColumnOfStatementsIsMaskedInExports() throws IOException {
        List<String> open = new ArrayList<>();
        int columns = 0;
        try (Stream<Path> files = Files.walk(Path.of("src/main/java/dev/howdah/ui"))) {
            for (Path file : files.filter(f -> f.toString().endsWith(".java")).toList()) {
                String source = Files.readString(file);
                Matcher m = STATEMENT.matcher(source);
                while (m.find()) {
                    columns++;
                    if (!masked(source, m.end())) {
                        open.add(file.getFileName() + ": " + m.group());
                    }
                }
            }
        }
        assertThat(open).isEmpty();
        assertThat(columns).isGreaterThan(15);
    }

    @Test
    void aColumnLeftOpenIsFound() {
        assertThat(masked(".code(\"a.statement\", R::text).width(80).masked()\n.number(\"a.calls\", R::calls)", 20)).isTrue();
        assertThat(masked(".code(\"a.statement\", R::text).width(80)\n.code(\"a.query\", R::query).masked()", 20)).isFalse();
    }

    private static boolean masked(String source, int from) {
        Matcher next = NEXT.matcher(source);
        int end = next.find(from) ? next.start() : source.length();
        return source.substring(from, end).contains(".masked()");
    }
}
