package dev.howdah.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.howdah.engine.db.Target;
import dev.howdah.engine.store.AlertStore;
import dev.howdah.engine.store.AlertStore.Mute;
import dev.howdah.engine.store.AlertStore.Stored;
import dev.howdah.engine.store.PlantedHistory;
import dev.howdah.engine.text.JsonText;
import dev.howdah.testing.Servers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What howdah status says of alerts, out of a real repository. */
class StandingAlertsTest {
    @TempDir
    Path home;

    private final Called cli = Called.withoutServers();
    private final Target target = Servers.newDatabase();
    private final Instant now = InstantSource.system().instant();

    private Wiring wiring() {
        return cli.wiring(home, Map.of());
    }

    private int status(String... more) {
        return cli.run(home, Map.of(), Stream.concat(Stream.of("status", "--target", Servers.url(target)), Stream.of(more)).toArray(String[]::new));
    }

    private void repository(Target where) throws Exception {
        try (Wiring wiring = wiring()) {
            Files.createDirectories(wiring.settings().path().getParent());
            Files.writeString(wiring.settings().path(), "[history]\nrepository = \"" + Servers.url(where) + "\"\n");
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
        assertThat(cli.out()).contains("No alert stands.");
        try (AlertStore store = new AlertStore(PlantedHistory.shared().target())) {
            store.open(stored(id, "on-lock", "CRITICAL", now));
            store.open(stored(id, "error-rate", "CRITICAL", now.minusSeconds(1_800)));
            assertThat(status()).as("one that reaches --fail-on").isEqualTo(ExitCode.FINDINGS);
            assertThat(cli.out()).contains("ALERT CRITICAL: on-lock is so. (rule on-lock", "stands", "error-rate is so.", "stood when somebody looked last");
            store.mute(new Mute(AlertStore.place(target), "group:figures", "*", null, "known", "ann", now));
            status("--json");
            var alerts = JsonText.read(cli.out()).get("alerts");
            assertThat(alerts.get("not_looked").isNull()).isTrue();
            assertThat(alerts.get("open").valueStream()).hasSize(2).allSatisfy(a -> assertThat(a.get("muted").asString()).isEqualTo("known"))
                    .anySatisfy(a -> assertThat(a.get("stands").asBoolean()).isFalse());
        }
    }

    @Test
    void aRepositoryThatIsNotThereIsSaidAndNoneIsStarted() throws Exception {
        status();
        assertThat(cli.out()).contains("ALERTS NOT LOOKED AT").contains("howdah alert list");
        assertThat(home.resolve("data/sandbox")).doesNotExist();
        repository(Servers.newDatabase());
        status("--json");
        assertThat(JsonText.read(cli.out()).get("alerts").get("not_looked").asString()).contains("no history yet");
    }
}
