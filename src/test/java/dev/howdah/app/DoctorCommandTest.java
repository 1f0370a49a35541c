package dev.howdah.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.howdah.engine.db.Surroundings;
import dev.howdah.engine.db.Target;
import dev.howdah.testing.Servers;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import tools.jackson.databind.json.JsonMapper;

class DoctorCommandTest {
    @TempDir
    Path home;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @Test
    void aRoleWithoutRightsIsToldWhatToRun() {
        Target nobody = Servers.unprivileged(Servers.newDatabase());
        assertThat(run("doctor", "--target", url(nobody))).isEqualTo(ExitCode.FINDINGS);
        assertThat(out.toString())
                .contains("This machine", "ok    Java " + Runtime.version(), "No keyring was found", "lack  Not granted: pg_monitor")
                .contains("GRANT pg_monitor TO " + nobody.user() + ";")
                .doesNotContain("!doctor")
                .doesNotContain(java.util.Objects.requireNonNull(nobody.password()).reveal());
    }

    @Test
    void theSameAsJson() {
        Target nobody = Servers.unprivileged(Servers.newDatabase());
        assertThat(run("doctor", "--json", "--target", url(nobody))).isEqualTo(ExitCode.FINDINGS);
        var report = JsonMapper.shared().readTree(out.toString());
        assertThat(report.get("environment").asString()).isEqualTo("production");
        assertThat(report.get("machine").size()).isGreaterThan(5);
        assertThat(report.get("server").get(0).get("subject").asString()).isEqualTo("version");
        assertThat(report.get("server").get(0).get("verdict").asString()).isEqualTo("OK");
    }

    @Test
    void exitCodesTellWhy() throws Exception {
        assertThat(run("doctor", "--here")).isEqualTo(ExitCode.OK);
        assertThat(run("doctor", "--target", "postgresql://u:geheim@127.0.0.1:1/d")).isEqualTo(ExitCode.NO_CONNECTION);
        assertThat(run("doctor", "--target", "nix")).isEqualTo(ExitCode.USAGE);
        assertThat(err.toString()).contains("Cannot reach 127.0.0.1:1", "no profile or service \"nix\"").doesNotContain("geheim");
        Files.createDirectories(home.resolve("config"));
        Files.writeString(home.resolve("config").resolve("settings.toml"), "[window\n");
        assertThat(run("doctor", "--here")).isEqualTo(ExitCode.FINDINGS);
        assertThat(out.toString()).contains("Line 1, column 8 of");
    }

    private int run(String... words) {
        Surroundings s = new Surroundings(Map.of("HOWDAH_HOME", home.toString(), "PGSYSCONFDIR", home.toString()), home, "dba", "Linux");
        try (Wiring wiring = new Wiring(s, Servers.binaries())) {
            CommandLine line = Cli.of(wiring, c -> 0, words[0]);
            line.setOut(new PrintWriter(out)).setErr(new PrintWriter(err));
            return line.execute(words);
        }
    }

    private static String url(Target t) {
        String password = java.util.Objects.requireNonNull(t.password()).reveal();
        return "postgresql://" + t.user() + ":" + password + "@" + t.address() + "/" + t.database();
    }
}
