package dev.howdah.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.howdah.engine.db.ConnInfo;
import dev.howdah.engine.db.Surroundings;
import dev.howdah.engine.db.Target;
import dev.howdah.engine.store.AlertStore;
import dev.howdah.engine.store.AlertStore.Mute;
import dev.howdah.engine.store.AlertStore.Stored;
import dev.howdah.engine.store.PlantedHistory;
import dev.howdah.engine.text.JsonText;
import dev.howdah.testing.Servers;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** What howdah status says of alerts, out of a real repository. */
class StandingAlertsTest {
    @TempDir
    Path home;

    private final StringWriter out = new StringWriter();
    private final Target target = Servers.newDatabase();
    private final Instant now = InstantSource.system().instant();

    private Wiring wiring() {
        return new Wiring(new Surroundings(Map.of("HOWDAH_HOME", home.toString()), home, "tester", "Linux"), home);
    }

    private int status(String... more) {
        out.getBuffer().setLength(0);
        try (Wiring wiring = wiring()) {
            CommandLine line = Cli.of(wiring, c -> 0, "status");
            line.setOut(new PrintWriter(out));
            String[] args = java.util.stream.Stream.concat(java.util.stream.Stream.of("status", "--target", url(target)), java.util.stream.Stream.of(more))
                    .toArray(String[]::new);
            return line.execute(args);
        }
    }

    private static String url(Target t) {
        return ConnInfo.of(t).toUrl().replace("@", ":" + Objects.requireNonNull(t.password()).reveal() + "@");
    }

    private void repository(Target where) throws Exception {
        try (Wiring wiring = wiring()) {
            Files.createDirectories(wiring.settings().path().getParent());
            Files.writeString(wiring.settings().path(), "[history]\nrepository = \"" + url(where) + "\"\n");
        }
    }

    private Stored stored(int id, String rule, String severity, Instant seen) {
        return new Stored(0, "", id, rule, "", severity, "Title", rule + " is so.", "activity", 5, 9, now.minusSeconds(3_600), seen, null);
    }

    @Test
    void whatStandsIsPartOfTheLook() throws Exception {
        repository(PlantedHistory.shared().target());
        int id = PlantedHistory.write(PlantedHistory.shared().target(), target, "SESSIONS", now, now, t -> 1);
        assertThat(status()).isIn(ExitCode.OK, ExitCode.FINDINGS);
        assertThat(out.toString()).contains("No alert stands.");
        try (AlertStore store = new AlertStore(PlantedHistory.shared().target())) {
            store.open(stored(id, "on-lock", "CRITICAL", now));
            store.open(stored(id, "error-rate", "CRITICAL", now.minusSeconds(1_800)));
            assertThat(status()).as("one that reaches --fail-on").isEqualTo(ExitCode.FINDINGS);
            assertThat(out.toString()).contains("ALERT CRITICAL: on-lock is so. (rule on-lock", "stands", "error-rate is so.", "stood when somebody looked last");
            store.mute(new Mute(AlertStore.place(target), "group:figures", "*", null, "known", "ann", now));
            status("--json");
            var alerts = JsonText.read(out.toString()).get("alerts");
            assertThat(alerts.get("not_looked").isNull()).isTrue();
            assertThat(alerts.get("open").valueStream()).hasSize(2).allSatisfy(a -> assertThat(a.get("muted").asString()).isEqualTo("known"))
                    .anySatisfy(a -> assertThat(a.get("stands").asBoolean()).isFalse());
        }
    }

    @Test
    void aRepositoryThatIsNotThereIsSaidAndNoneIsStarted() throws Exception {
        status();
        assertThat(out.toString()).contains("ALERTS NOT LOOKED AT").contains("howdah alert list");
        assertThat(home.resolve("data/sandbox")).doesNotExist();
        repository(Servers.newDatabase());
        status("--json");
        assertThat(JsonText.read(out.toString()).get("alerts").get("not_looked").asString()).contains("no history yet");
    }
}
