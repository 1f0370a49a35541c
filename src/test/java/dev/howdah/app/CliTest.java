package dev.howdah.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.howdah.engine.cluster.PgCluster;
import dev.howdah.engine.db.Surroundings;
import dev.howdah.engine.db.Target;
import dev.howdah.testing.Servers;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class CliTest {
    @TempDir
    Path home;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @Test
    void statusOfAServerIsReportedAsJson() {
        int code = run(Map.of("DATABASE_URL", url(Servers.newDatabase())), "status", "--json", "--fail-on", "critical");
        JsonNode json = new JsonMapper().readTree(out.toString());
        assertThat(code).isIn(ExitCode.OK, ExitCode.FINDINGS);
        assertThat(json.get("version").asString()).startsWith("18.");
        assertThat(json.get("environment").asString()).isEqualTo("production");
        assertThat(json.get("vitals").get("sessions").asInt()).isPositive();
        assertThat(json.get("per_second").has("hit_ratio")).isTrue();
        assertThat(out.toString()).doesNotContain("NaN");
        assertThat(err.toString()).isEmpty();
    }

    @Test
    void anUnreachableServerIsExitCode3InOneSentenceOnStandardError() {
        assertThat(run(Map.of(), "status", "--target", "postgres://me@127.0.0.1:1/db")).isEqualTo(ExitCode.NO_CONNECTION);
        assertThat(out.toString()).isEmpty();
        assertThat(err.toString()).startsWith("howdah: Cannot reach 127.0.0.1:1.").hasLineCount(1);
    }

    @Test
    void aTargetThatCannotBeReadIsExitCode2() {
        assertThat(run(Map.of(), "status", "--target", "no-such-profile")).isEqualTo(ExitCode.USAGE);
        assertThat(err.toString()).contains("no-such-profile").hasLineCount(1);
    }

    @Test
    void anUnknownOptionIsExitCode2AndShowsTheHelp() {
        assertThat(run(Map.of(), "status", "--nonsense")).isEqualTo(ExitCode.USAGE);
        assertThat(err.toString()).contains("--nonsense").contains("Usage: howdah status");
    }

    @Test
    void theHelpTeaches() {
        assertThat(run(Map.of(), "--help")).isEqualTo(ExitCode.OK);
        assertThat(out.toString()).contains("Exit codes").contains("status").contains("postgres://");
    }

    @Test
    void aStackTraceIsShownOnlyWhenAskedFor() {
        run(Map.of(), "--debug", "status", "--target", "postgres://me@127.0.0.1:1/db");
        assertThat(err.toString()).contains("\tat ");
    }

    private int run(Map<String, String> environment, String... args) {
        Map<String, String> all = new java.util.HashMap<>(environment);
        all.put("HOWDAH_HOME", home.toString());
        Surroundings here = new Surroundings(all, home, "tester", System.getProperty("os.name"));
        try (Wiring wiring = new Wiring(here, Servers.binaries())) {
            CommandLine line = Cli.of(wiring, connect -> 0, args[0]);
            line.setOut(new PrintWriter(out));
            line.setErr(new PrintWriter(err));
            return line.execute(args);
        }
    }

    private static String url(Target target) {
        String password = java.util.Objects.requireNonNull(target.password()).reveal();
        return "postgresql://" + PgCluster.USER + ":" + password + "@" + target.address() + "/" + target.database();
    }
}
