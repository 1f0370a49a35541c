package dev.howdah.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.howdah.engine.db.Surroundings;
import dev.howdah.engine.db.Target;
import dev.howdah.testing.Servers;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class SlowCommandTest {
    @TempDir
    Path home;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @Test
    void reportsAndResetsStatements() {
        Target target = Servers.newDatabase();
        Servers.execute(target, "CREATE EXTENSION pg_stat_statements");
        Servers.execute(target, IntStream.range(0, 6).mapToObj(i -> "SELECT " + i + ", 'cli', 2, 3, 4 AS cli").toArray(String[]::new));
        JsonNode report = json(target, "slow", "--top", "100000", "--json");
        JsonNode mine = find(report, "$5 AS cli");
        assertThat(mine.get("calls").intValue()).isGreaterThanOrEqualTo(6);
        assertThat(mine.get("total_ms").doubleValue()).isPositive();
        assertThat(run(target, "slow", "reset", "--statement", mine.get("query_id").asString())).isZero();
        assertThat(run(target, "slow", "reset", "--statement", "0")).isEqualTo(2);
        assertThat(run(target, "slow", "reset")).isEqualTo(2);
        assertThat(run(target, "slow")).isZero();
        assertThat(out.toString()).contains("pg_stat_statements 1.12").doesNotContain("!slow.");
    }

    @Test
    void saysWhichExtensionIsMissing() {
        assertThat(run(Servers.newDatabase(), "slow")).isNotZero();
        assertThat(err.toString()).isNotBlank();
    }

    @Test
    void reportsActivity() {
        Target target = Servers.newDatabase();
        JsonNode report = json(target, "activity", "--json", "--idle");
        assertThat(report.get("sessions").isArray()).isTrue();
        assertThat(report.get("horizon").isArray()).isTrue();
        assertThat(run(target, "activity")).isZero();
    }

    private static JsonNode find(JsonNode report, String part) {
        for (JsonNode row : report.get("statements")) {
            if (row.get("text").asString().endsWith(part)) {
                return row;
            }
        }
        throw new AssertionError("no " + part + " in " + report);
    }

    private JsonNode json(Target target, String... args) {
        assertThat(run(target, args)).as(err.toString()).isZero();
        return new JsonMapper().readTree(out.toString());
    }

    private int run(Target target, String... args) {
        out.getBuffer().setLength(0);
        err.getBuffer().setLength(0);
        String password = target.password() == null ? "" : target.password().reveal();
        String url = "postgresql://" + target.user() + ":" + password + "@" + target.address() + "/" + target.database();
        Surroundings here = new Surroundings(Map.of("HOWDAH_HOME", home.toString(), "DATABASE_URL", url), home, "tester", "Linux");
        try (Wiring wiring = new Wiring(here, Path.of("postgres"))) {
            CommandLine line = Cli.of(wiring, c -> 0);
            line.setOut(new PrintWriter(out, true));
            line.setErr(new PrintWriter(err, true));
            return line.execute(args);
        }
    }
}
