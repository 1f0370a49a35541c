package dev.howdah.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.howdah.engine.db.Surroundings;
import dev.howdah.engine.db.Target;
import dev.howdah.engine.profile.ProfilerLimits;
import dev.howdah.testing.Servers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class SlowCommandTest {
    @TempDir
    Path home;

    private final Called cli = new Called();

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
        assertThat(cli.out()).contains("pg_stat_statements 1.12").doesNotContain("!slow.");
    }

    @Test
    void saysWhichExtensionIsMissing() {
        assertThat(run(Servers.newDatabase(), "slow")).isNotZero();
        assertThat(cli.err()).isNotBlank();
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
        String[] words = Stream.concat(Stream.of("slow", "own", "--seconds", "2"), Stream.of(more)).toArray(String[]::new);
        assertThat(cli.run(home, Map.of(), words)).as(cli.err()).isZero();
        return cli.out();
    }

    @Test
    void measuresItsOwnStatementsInTheSandboxOnly() {
        assertThat(run(Servers.newDatabase(), "slow", "own")).isEqualTo(2);
        assertThat(cli.err()).contains("sandbox", "/api/health/profiling");
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
        assertThat(run(target, args)).as(cli.err()).isZero();
        return new JsonMapper().readTree(cli.out());
    }

    private int run(Target target, String... words) {
        return cli.run(home, Map.of("DATABASE_URL", Servers.url(target)), words);
    }
}
