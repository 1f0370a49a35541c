package dev.howdah.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.howdah.engine.Engine;
import dev.howdah.engine.db.Environment;
import dev.howdah.engine.db.Secret;
import dev.howdah.engine.db.Surroundings;
import dev.howdah.engine.db.Target;
import dev.howdah.engine.fleet.Member;
import dev.howdah.testing.Await;
import dev.howdah.testing.Servers;
import dev.howdah.ui.kit.Kit;
import dev.howdah.ui.servers.Carried;
import dev.howdah.ui.shell.Form;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HarbourTest {
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    @TempDir
    Path home;

    private Wiring wiring() {
        Surroundings here = new Surroundings(Map.of("HOWDAH_HOME", home.toString()), home, "ann", "Linux");
        return new Wiring(here, Servers.binaries());
    }

    private static Form form(Target t, String name, @org.jspecify.annotations.Nullable Secret password) {
        String address = "postgresql://" + t.user() + "@127.0.0.1:" + t.hosts().getFirst().port() + "/" + t.database();
        return new Form(address, "", password, Environment.STAGING, null, null, null, null, name);
    }

    @Test
    void watchesEveryProfileAndTheOpenServer() {
        Target target = Servers.newDatabase();
        try (Wiring wiring = wiring(); Engine engine = wiring.open(target.withName("open"))) {
            Desk desk = new Desk(wiring, Kit.direct(Clock.systemUTC()));
            desk.save(form(target, "orders", target.password()), "");
            wiring.settings().set("profiles.broken.dbname", "nowhere");
            Harbour harbour = new Harbour(wiring, engine, new Lookout(wiring, Kit.direct(Clock.systemUTC())));
            assertThat(harbour.watch(true)).singleElement().asString().contains("broken");
            assertThat(harbour.members()).extracting(Member::name).containsExactlyInAnyOrder("orders", "open");
            Await.until("both answer, and checks have run", PATIENCE, () -> harbour.members().stream().allMatch(m -> m.state() == Member.State.UP
                    && m.score() >= 0));
            assertThat(harbour.members()).filteredOn(m -> m.name().equals("orders")).singleElement()
                    .satisfies(m -> assertThat(m.environment()).isEqualTo(Environment.STAGING));
            assertThat(harbour.examine("orders")).isNotEmpty();
            assertThat(harbour.saved("orders")).isTrue();
            assertThat(harbour.saved("open")).isFalse();
            harbour.remove("orders");
            assertThat(harbour.watch(true)).hasSize(1);
            assertThat(harbour.members()).extracting(Member::name).containsExactly("open");
        }
    }

    @Test
    void aChangedProfileKeepsItsPasswordAndLosesItsOldName() throws Exception {
        Target target = Servers.newDatabase();
        try (Wiring wiring = wiring()) {
            Desk desk = new Desk(wiring, Kit.direct(Clock.systemUTC()));
            desk.save(form(target, "orders", target.password()), "");
            Form typed = Objects.requireNonNull(desk.form("orders"));
            assertThat(typed.address()).contains("127.0.0.1").doesNotContain(Objects.requireNonNull(target.password()).reveal());
            desk.save(typed, "orders");
            assertThat(wiring.target("orders").password()).isEqualTo(target.password());
            desk.save(new Form(typed.address(), "", null, Environment.DEVELOPMENT, null, null, null, null, "shop"), "orders");
            assertThat(wiring.settings().profiles()).singleElement().satisfies(p -> assertThat(p.name()).isEqualTo("shop"));
            assertThat(wiring.target("shop").password()).isEqualTo(target.password());
            assertThat(wiring.secrets().get("orders")).isNull();
        }
        assertThat(Files.readString(home.resolve("config/settings.toml"))).doesNotContain(Objects.requireNonNull(target.password()).reveal());
    }

    @Test
    void tellsWhatHowdahCarriesAndStartsNothingForIt() {
        Target target = Servers.newDatabase();
        try (Wiring wiring = wiring(); Engine engine = wiring.open(target)) {
            wiring.settings().set("history.record", false);
            Carried nothing = new Harbour(wiring, engine, new Lookout(wiring, Kit.direct(Clock.systemUTC()))).carried();
            assertThat(nothing.sandbox()).isNull();
            assertThat(nothing.repository()).isNull();
            assertThat(nothing.folder().startsWith(home)).isTrue();
            wiring.hold().sandbox();
            Carried all = new Harbour(wiring, engine, new Lookout(wiring, Kit.direct(Clock.systemUTC()))).carried();
            assertThat(Objects.requireNonNull(all.sandbox()).bytes()).isPositive();
            assertThat(all.sandbox().owned()).isTrue();
            assertThat(all.free()).isPositive();
            assertThat(new Harbour(wiring, engine, new Lookout(wiring, Kit.direct(Clock.systemUTC()))).spent()).isInstanceOf(List.class);
        }
    }
}
