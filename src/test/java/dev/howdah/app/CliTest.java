package dev.howdah.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.howdah.testing.Servers;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class CliTest {
    @TempDir
    Path home;

    private final Called cli = new Called();

    @Test
    void statusOfAServerIsReportedAsJson() {
        int code = run(Map.of("DATABASE_URL", Servers.url(Servers.newDatabase())), "status", "--json", "--fail-on", "critical");
        JsonNode json = new JsonMapper().readTree(cli.out());
        assertThat(code).isIn(ExitCode.OK, ExitCode.FINDINGS);
        assertThat(json.get("version").asString()).startsWith("18.");
        assertThat(json.get("environment").asString()).isEqualTo("production");
        assertThat(json.get("vitals").get("sessions").asInt()).isPositive();
        assertThat(json.get("per_second").has("hit_ratio")).isTrue();
        assertThat(cli.out()).doesNotContain("NaN");
        assertThat(cli.err()).isEmpty();
    }

    @Test
    void anUnreachableServerIsExitCode3InOneSentenceOnStandardError() {
        assertThat(run(Map.of(), "status", "--target", "postgres://me@127.0.0.1:1/db")).isEqualTo(ExitCode.NO_CONNECTION);
        assertThat(cli.out()).isEmpty();
        assertThat(cli.err()).startsWith("howdah: Cannot reach 127.0.0.1:1.").hasLineCount(1);
    }

    @Test
    void aTargetThatCannotBeReadIsExitCode2() {
        assertThat(run(Map.of(), "status", "--target", "no-such-profile")).isEqualTo(ExitCode.USAGE);
        assertThat(cli.err()).contains("no-such-profile").hasLineCount(1);
    }

    @Test
    void anUnknownOptionIsExitCode2AndShowsTheHelp() {
        assertThat(run(Map.of(), "status", "--nonsense")).isEqualTo(ExitCode.USAGE);
        assertThat(cli.err()).contains("--nonsense").contains("Usage: howdah status");
    }

    @Test
    void theHelpTeaches() {
        assertThat(run(Map.of(), "--help")).isEqualTo(ExitCode.OK);
        assertThat(cli.out()).contains("Exit codes").contains("status").contains("postgres://");
    }

    @Test
    void aWordThatIsNoCommandIsExitCode2AndNamesWhatIsLikeIt() {
        assertThat(run(Map.of(), "statsu")).isEqualTo(ExitCode.USAGE);
        assertThat(cli.err()).contains("statsu").contains("status");
        assertThat(run(Map.of(), "--debug", "statsu")).isEqualTo(ExitCode.USAGE);
        assertThat(cli.err()).contains("statsu");
    }

    @Test
    void anOptionAloneNeedsNoCommand() {
        assertThat(run(Map.of(), "--version")).isEqualTo(ExitCode.OK);
        assertThat(cli.out()).startsWith("howdah ");
    }

    @Test
    void aStackTraceIsShownOnlyWhenAskedFor() {
        run(Map.of(), "--debug", "status", "--target", "postgres://me@127.0.0.1:1/db");
        assertThat(cli.err()).contains("\tat ");
    }

    private int run(Map<String, String> environment, String... words) {
        return cli.run(home, environment, words);
    }
}
