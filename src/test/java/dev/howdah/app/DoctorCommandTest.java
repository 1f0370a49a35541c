package dev.howdah.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.howdah.engine.db.Target;
import dev.howdah.testing.Servers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

class DoctorCommandTest {
    @TempDir
    Path home;

    private final Called cli = new Called();

    @Test
    void aRoleWithoutRightsIsToldWhatToRun() {
        Target nobody = Servers.unprivileged(Servers.newDatabase());
        assertThat(run("doctor", "--target", Servers.url(nobody))).isEqualTo(ExitCode.FINDINGS);
        assertThat(cli.out())
                .contains("This machine", "ok    Java " + Runtime.version(), "No keyring was found", "lack  Not granted: pg_monitor")
                .contains("GRANT pg_monitor TO " + nobody.user() + ";")
                .doesNotContain("!doctor")
                .doesNotContain(java.util.Objects.requireNonNull(nobody.password()).reveal());
    }

    @Test
    void theSameAsJson() {
        Target nobody = Servers.unprivileged(Servers.newDatabase());
        assertThat(run("doctor", "--json", "--target", Servers.url(nobody))).isEqualTo(ExitCode.FINDINGS);
        var report = JsonMapper.shared().readTree(cli.out());
        assertThat(report.get("environment").asString()).isEqualTo("production");
        assertThat(report.get("machine").size()).isGreaterThan(5);
        assertThat(report.get("server").get(0).get("subject").asString()).isEqualTo("version");
        assertThat(report.get("server").get(0).get("verdict").asString()).isEqualTo("OK");
    }

    @Test
    void exitCodesTellWhy() throws Exception {
        assertThat(run("doctor", "--here")).isEqualTo(ExitCode.OK);
        assertThat(run("doctor", "--target", "postgresql://u:geheim@127.0.0.1:1/d")).isEqualTo(ExitCode.NO_CONNECTION);
        assertThat(cli.err()).contains("Cannot reach 127.0.0.1:1").doesNotContain("geheim");
        assertThat(run("doctor", "--target", "nix")).isEqualTo(ExitCode.USAGE);
        assertThat(cli.err()).contains("no profile or service \"nix\"");
        Files.createDirectories(home.resolve("config"));
        Files.writeString(home.resolve("config").resolve("settings.toml"), "[window\n");
        assertThat(run("doctor", "--here")).isEqualTo(ExitCode.FINDINGS);
        assertThat(cli.out()).contains("Line 1, column 8 of");
    }

    private int run(String... words) {
        return cli.run(home, Map.of("PGSYSCONFDIR", home.toString()), words);
    }
}
