package dev.howdah.ui.servers;

import static org.assertj.core.api.Assertions.assertThat;

import dev.howdah.engine.activity.ReplicationRow;
import dev.howdah.engine.activity.ServerSetting;
import dev.howdah.engine.db.Environment;
import dev.howdah.engine.db.Spent;
import dev.howdah.engine.db.Target;
import dev.howdah.engine.db.Tls;
import dev.howdah.engine.fleet.Member;
import dev.howdah.engine.sample.Pace;
import dev.howdah.testing.Await;
import dev.howdah.testing.FxWindow;
import dev.howdah.testing.Pictures;
import dev.howdah.testing.Servers;
import dev.howdah.ui.kit.AskServer;
import dev.howdah.ui.kit.Files;
import dev.howdah.ui.kit.Fx;
import dev.howdah.ui.kit.Kit;
import dev.howdah.ui.kit.Memory;
import dev.howdah.ui.kit.Notices;
import dev.howdah.ui.kit.Screen;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;

@ResourceLock("javafx")
class ServersTabTest {
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    private final Kit kit = new Kit(Fx.live(), Memory.brief(), Files.dialogs(), Notices.silent(), InstantSource.system());
    private final Target shared = Servers.newDatabase();
    private final ServersOnHand desk = new ServersOnHand(Duration.ofSeconds(1), 1_000, false);
    private final List<AskServer> asked = new CopyOnWriteArrayList<>();
    private final FxWindow window;
    private final Screen screen;

    ServersTabTest() {
        desk.saved.add(shared.withName("orders").withEnvironment(Environment.PRODUCTION));
        desk.saved.add(new Target("ledger", List.of(new Target.Host("127.0.0.1", 1)), "ledger", "ann", null, Tls.disable(), Environment.STAGING, Map.of()));
        FxWindow.start();
        screen = FxWindow.call(() -> new ServersTab(desk, kit).open());
        window = FxWindow.show(screen::root);
        FxWindow.run(() -> screen.root().addEventHandler(AskServer.TYPE, asked::add));
    }

    @AfterEach
    void end() {
        window.close();
        desk.close();
    }

    @Test
    void showsThoseThatNeedSomebodyFirstAndSaysWhy() {
        window.awaitWords("2 servers, 1 does not answer");
        window.awaitWords("away");
        window.awaitWords("Cannot reach 127.0.0.1:1");
        Await.until("the one that is away stands first", PATIENCE, () -> FxWindow.call(() -> ((Member) Pictures.tables(screen.root()).getFirst()
                .getItems().getFirst()).name().equals("ledger")));
        assertThat(desk.members()).extracting(Member::state).contains(Member.State.DOWN);
    }

    @Test
    void asksTheWindowToOpenChangeAndAdd() {
        select("orders");
        Pictures.with(screen, r -> Pictures.press(r, "#servers-open"));
        Pictures.with(screen, r -> Pictures.press(r, "#servers-edit"));
        Pictures.with(screen, r -> Pictures.press(r, "#servers-add"));
        assertThat(asked).extracting(AskServer::wish).containsExactly(AskServer.Wish.OPEN, AskServer.Wish.EDIT, AskServer.Wish.ADD);
        assertThat(asked.getFirst().name()).isEqualTo("orders");
    }

    @Test
    void examinesOneServerAndRemovesItsProfileOnlyWhenToldTwice() {
        select("orders");
        Pictures.with(screen, r -> Pictures.press(r, "#servers-examine"));
        window.awaitWords("What this role may see");
        window.awaitWords("superuser");
        Pictures.with(screen, r -> Pictures.press(r, "#servers-remove"));
        assertThat(desk.saved("orders")).isTrue();
        Pictures.with(screen, r -> Pictures.press(r, "#confirm-yes"));
        window.awaitWords("1 server");
        assertThat(desk.saved("orders")).isFalse();
    }

    @Test
    void tellsWhatHowdahCostsAndThatItWasSlowedDown() {
        desk.spent = List.of(new Spent("sampler/pool/sessions", 10, Duration.ofMillis(40), 99), new Spent("batch", 1, Duration.ofSeconds(3), 5));
        desk.pace = new Pace(2.5, 5, 5);
        Pictures.with(screen, r -> Pictures.part(r, 4));
        window.awaitWords("2.5 times less often");
        window.awaitWords("Jobs");
        window.awaitWords("pool/sessions");
    }

    @Test
    void showsTheSettingAndTheSlotThatAnotherTabTellsOf() {
        desk.saved.remove(1);
        ServersTab tab = new ServersTab(desk, kit);
        Screen other = FxWindow.call(tab::open);
        try (FxWindow beside = FxWindow.show(other::root)) {
            FxWindow.run(() -> tab.find("SETTINGS/shared_buffers"));
            Await.until("the setting is chosen", PATIENCE, () -> FxWindow.call(() -> Pictures.tables(other.root()).stream()
                    .anyMatch(t -> t.getSelectionModel().getSelectedItem() instanceof ServerSetting s && s.name().equals("shared_buffers"))));
            Servers.db(shared).call(h -> h.execute("SELECT pg_create_physical_replication_slot('seven_old')"));
            try {
                FxWindow.run(() -> tab.find("REPLICATION/seven_old"));
                Await.until("the slot is chosen", PATIENCE, () -> FxWindow.call(() -> Pictures.tables(other.root()).stream()
                        .anyMatch(t -> t.getSelectionModel().getSelectedItem() instanceof ReplicationRow r && r.name().equals("seven_old"))));
                beside.awaitWords("inactive");
            } finally {
                Servers.db(shared).call(h -> h.execute("SELECT pg_drop_replication_slot('seven_old')"));
            }
        }
    }

    @Test
    void restsWhileItIsNotShown() {
        Await.until("it looks", PATIENCE, () -> desk.members().stream().anyMatch(m -> m.newest() != null));
        FxWindow.run(() -> screen.shown(false));
        Await.until("no session of the fleet is left", PATIENCE, () -> Servers.db(shared).call(h -> h.createQuery(
                "SELECT count(*) FROM pg_stat_activity WHERE application_name = 'howdah/sampler' AND datname = current_database()").mapTo(Long.class)
                .one()) == 0);
        FxWindow.run(() -> screen.shown(true));
        var before = InstantSource.system().instant();
        Await.until("it looks again", PATIENCE, () -> desk.members().stream().anyMatch(m -> m.newest() != null && m.newest().isAfter(before)));
    }

    private void select(String name) {
        window.awaitWords(name);
        Await.until(name + " is in the table", PATIENCE, () -> FxWindow.call(() -> {
            var table = Pictures.tables(screen.root()).getFirst();
            for (int i = 0; i < table.getItems().size(); i++) {
                if (((Member) table.getItems().get(i)).name().equals(name)) {
                    table.getSelectionModel().clearAndSelect(i);
                    return true;
                }
            }
            return false;
        }));
        Await.until("the detail is open", PATIENCE, () -> FxWindow.call(() -> Pictures.shows(screen.root(), "#servers-open")));
    }
}
