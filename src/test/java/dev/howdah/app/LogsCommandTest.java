package dev.howdah.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.howdah.engine.db.Surroundings;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class LogsCommandTest {
    private static final String LINES = """
            2026-03-01 10:00:00.000 IST [7] ann@shop/psql LOG:  duration: 1.250 ms  statement: select 'secret' from t where id = 1
            2026-03-01 10:00:01.000 IST [7] ann@shop/psql ERROR:  relation "x" does not exist at character 15
            2026-03-01 10:00:01.000 IST [7] ann@shop/psql STATEMENT:  select * from x
            """;
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @TempDir
    Path folder = Path.of("");

    private int run(InputStream stdin, String... args) {
        Surroundings here = new Surroundings(Map.of("HOWDAH_HOME", folder.toString()), folder, "tester", "Linux");
        try (Wiring wiring = new Wiring(here, Path.of("postgres"))) {
            return new CommandLine(new LogsCommand(wiring, stdin)).setOut(new PrintWriter(out, true)).setErr(new PrintWriter(err, true))
                    .execute(args);
        }
    }

    private static InputStream lines(String text) {
        return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void printsTheReportOfAFile() {
        String file = Path.of(Objects.requireNonNull(getClass().getResource("/logs/postgresql-main.log.gz")).getPath()).toString();
        assertThat(run(lines(""), file, "--top", "3", "--jobs", "1")).isZero();
        assertThat(out.toString()).contains("11826 in 8134.844 ms").contains("%m [%p] %q%u@%d/%a ").contains("N+1");
    }

    @Test
    void readsStandardInputAndPrintsJsonWithoutConstants() {
        assertThat(run(lines(LINES), "-", "--json", "--mask", "--zone", "Asia/Kolkata")).isZero();
        JsonNode report = JsonMapper.builder().build().readTree(out.toString());
        assertThat(report.get("totals").get("calls_ms").asDouble()).isEqualTo(1.25);
        assertThat(report.get("source").get("first").asString()).isEqualTo("2026-03-01T04:30:00Z");
        assertThat(report.get("problems").get(0).get("sqlstate").asString()).isEqualTo("42P01");
        assertThat(out.toString()).doesNotContain("secret");
    }

    @Test
    void followsAFolderAndThenPrintsTheReport() throws IOException {
        Files.writeString(folder.resolve("a.log"), LINES);
        assertThat(run(lines(""), "--follow", "--for", "1", "--json", folder.toString())).isZero();
        assertThat(out.toString()).contains("\"source\"");
        assertThat(run(lines(""), "--follow", folder.toString(), "other")).isEqualTo(2);
        assertThat(run(lines(""))).isEqualTo(2);
    }

    @Test
    void takesOneFormOfAFolderInTheOrderOfRotation() throws IOException {
        Files.writeString(folder.resolve("b.log"), LINES);
        Files.writeString(folder.resolve("a.log"), LINES.replace("2026-03-01", "2026-03-02"));
        assertThat(run(lines(""), folder.toString())).isZero();
        assertThat(out.toString()).contains("b.log, ").contains("calls      2 in 2.500 ms");
    }

    @Test
    void saysWhatItCannotDo() {
        assertThat(run(lines(""), "/nowhere/x.log")).isEqualTo(2);
        assertThat(err.toString()).contains("There is no file or folder /nowhere/x.log");
        assertThat(run(lines("no log\nat all\nreally\n"), "-")).isEqualTo(1);
        assertThat(err.toString()).contains("log_line_prefix");
        assertThat(run(lines(LINES), "-", "--format", "xml")).isEqualTo(2);
        assertThat(run(lines(""), "-")).isEqualTo(2);
    }
}
