package dev.howdah.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.howdah.engine.db.Surroundings;
import dev.howdah.engine.db.Target;
import dev.howdah.engine.profile.ProfilerLimits;
import dev.howdah.testing.Servers;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
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

    /** The settings' limits are the profiler's, and every statement of the clients is in its report. */
    @Test
    void printsWhatItsOwnProfilerSawByTheSettingsLimits() throws IOException {
        limits(0, 0);
        JsonNode report = new JsonMapper().readTree(own("--json"));
        assertThat(report.get("executions").longValue()).isPositive();
        assertThat(report.get("slow").longValue()).isEqualTo(report.get("executions").longValue());
        assertThat(report.get("critical").longValue()).isEqualTo(report.get("executions").longValue());
        assertThat(report.get("statements").get(0).get("p95_ms").doubleValue()).isPositive();
    }

    @Test
    void takesWhatIsSlowAndCriticalFromTheSettings() throws IOException {
        limits(20, 3_000);
        Surroundings here = new Surroundings(Map.of("HOWDAH_HOME", home.toString()), home, "tester", "Linux");
        try (Wiring wiring = new Wiring(here, Path.of("postgres"))) {
            assertThat(wiring.limits()).isEqualTo(new ProfilerLimits(Duration.ofMillis(20), Duration.ofSeconds(3)));
        }
        limits(2_000, 5);
        try (Wiring wiring = new Wiring(here, Path.of("postgres"))) {
            assertThat(wiring.limits()).isEqualTo(new ProfilerLimits(Duration.ofSeconds(2), Duration.ofSeconds(2)));
        }
    }

    private void limits(long slow, long critical) throws IOException {
        Path settings = home.resolve("config").resolve("settings.toml");
        Files.createDirectories(settings.getParent());
        Files.writeString(settings, "[slow]\nslow_ms = " + slow + "\ncritical_ms = " + critical + "\n");
    }

    private String own(String... more) {
        out.getBuffer().setLength(0);
        err.getBuffer().setLength(0);
        Surroundings here = new Surroundings(Map.of("HOWDAH_HOME", home.toString()), home, "tester", "Linux");
        try (Wiring wiring = new Wiring(here, Servers.binaries())) {
            CommandLine line = Cli.of(wiring, c -> 0, "slow");
            line.setOut(new PrintWriter(out, true));
            line.setErr(new PrintWriter(err, true));
            String[] words = Stream.concat(Stream.of("slow", "own", "--seconds", "2"), Stream.of(more)).toArray(String[]::new);
            assertThat(line.execute(words)).as(err.toString()).isZero();
        }
        return out.toString();
    }

    @Test
    void measuresItsOwnStatementsInTheSandboxOnly() {
        assertThat(run(Servers.newDatabase(), "slow", "own")).isEqualTo(2);
        assertThat(err.toString()).contains("sandbox", "/api/health/profiling");
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
            CommandLine line = Cli.of(wiring, c -> 0, args[0]);
            line.setOut(new PrintWriter(out, true));
            line.setErr(new PrintWriter(err, true));
            return line.execute(args);
        }
    }
}
