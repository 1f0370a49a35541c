package dev.howdah.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.howdah.engine.Engine;
import dev.howdah.engine.alert.Alert;
import dev.howdah.engine.alert.Alerts;
import dev.howdah.engine.db.ConnInfo;
import dev.howdah.engine.db.Environment;
import dev.howdah.engine.db.Profile;
import dev.howdah.engine.db.Surroundings;
import dev.howdah.engine.db.Target;
import dev.howdah.engine.fleet.Member;
import dev.howdah.testing.Await;
import dev.howdah.testing.Servers;
import dev.howdah.ui.kit.Kit;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which servers a console watches: real ones, with a rule that always fires. */
class LookoutTest {
    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final String RULE = """
            [history]
            record = false
            [alerts]
            every_s = 5
            preset = "none"
            findings = "none"
            desktop = false
            servers = "%s"
            [alerts.rules.sessions]
            crit = -1
            clear = -2
            cycles = "1"
            """;

    @TempDir
    Path home;

    private final Target orders = Servers.newDatabase().withName("orders");
    private final Target stock = Servers.newDatabase().withName("stock");

    private Wiring wiring(String servers) throws Exception {
        Surroundings here = new Surroundings(Map.of("HOWDAH_HOME", home.toString()), home, "ann", "Linux");
        Path settings = home.resolve("config/settings.toml");
        Files.createDirectories(settings.getParent());
        Files.writeString(settings, RULE.formatted(servers));
        Wiring wiring = new Wiring(here, Servers.binaries());
        for (Target t : List.of(orders, stock)) {
            wiring.settings().save(new Profile(t.name(), Environment.STAGING, ConnInfo.of(t)));
            wiring.secrets().put(t.name(), Objects.requireNonNull(t.password()));
        }
        return wiring;
    }

    private static List<String> firing(Alerts alerts) {
        return alerts.open().stream().filter(a -> a.state() == Alert.State.FIRING).map(Alert::target).sorted().toList();
    }

    @Test
    void watchesEachServerThatIsSampledOnceAndGoesOnWhileNobodyLooksAtTheList() throws Exception {
        try (Wiring wiring = wiring("sampled"); Lookout lookout = new Lookout(wiring, Kit.direct(Clock.systemUTC()));
                Engine engine = wiring.open(orders)) {
            Lookout.Post post = Objects.requireNonNull(lookout.watch(engine, wiring.checking().of(orders), false));
            Alerts alerts = post.alerts();
            Await.until("the open server is watched", PATIENCE, () -> firing(alerts).equals(List.of("orders")));
            Harbour harbour = new Harbour(wiring, engine, lookout);
            assertThat(harbour.watch(true)).isEmpty();
            Await.until("both are watched, each once", PATIENCE, () -> firing(alerts).equals(List.of("orders", "stock")));
            harbour.watch(false);
            Instant then = Clock.systemUTC().instant();
            Await.until("the other one goes on", PATIENCE, () -> alerts.open().stream()
                    .anyMatch(a -> a.target().equals("stock") && a.state() == Alert.State.FIRING && a.seenAt().isAfter(then.plusSeconds(1))));
            post.watching().close();
            Await.until("the fleet takes over what is no longer open", PATIENCE, () -> firing(alerts).equals(List.of("orders", "stock")));
            lookout.asleep(true);
            Await.until("all rest with the window", PATIENCE, () -> alerts.open().stream().allMatch(a -> a.state() == Alert.State.UNKNOWN));
        }
    }

    @Test
    void watchesWhatIsOpenOnlyWhenTheSettingsSaySo() throws Exception {
        try (Wiring wiring = wiring("open"); Lookout lookout = new Lookout(wiring, Kit.direct(Clock.systemUTC()));
                Engine engine = wiring.open(orders)) {
            Alerts alerts = Objects.requireNonNull(lookout.watch(engine, wiring.checking().of(orders), false)).alerts();
            Harbour harbour = new Harbour(wiring, engine, lookout);
            harbour.watch(true);
            Await.until("the open server is watched", PATIENCE, () -> firing(alerts).equals(List.of("orders")));
            Await.until("the other one answers", PATIENCE, () -> harbour.members().stream()
                    .anyMatch(m -> m.name().equals("stock") && m.state() == Member.State.UP));
            assertThat(alerts.all()).extracting(Alert::target).containsOnly("orders");
            assertThat(lookout.watchesAll()).isFalse();
        }
    }

    @Test
    void watchesAllFromTheStartWhenTheSettingsSaySo() throws Exception {
        try (Wiring wiring = wiring("all"); Lookout lookout = new Lookout(wiring, Kit.direct(Clock.systemUTC()));
                Engine engine = wiring.open(orders)) {
            Alerts alerts = Objects.requireNonNull(lookout.watch(engine, wiring.checking().of(orders), false)).alerts();
            assertThat(lookout.watchesAll()).isTrue();
            new Harbour(wiring, engine, lookout).muster();
            Await.until("both are watched", PATIENCE, () -> firing(alerts).equals(List.of("orders", "stock")));
        }
    }
}
