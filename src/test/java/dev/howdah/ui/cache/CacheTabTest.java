package dev.howdah.ui.cache;

import static org.assertj.core.api.Assertions.assertThat;

import dev.howdah.engine.Engine;
import dev.howdah.engine.cache.CachedQuery;
import dev.howdah.engine.cache.Caching;
import dev.howdah.engine.cache.Tier;
import dev.howdah.engine.pool.PoolSpec;
import dev.howdah.testing.Audits;
import dev.howdah.testing.Await;
import dev.howdah.testing.FxWindow;
import dev.howdah.testing.Leaks;
import dev.howdah.testing.Replays;
import dev.howdah.testing.Servers;
import dev.howdah.ui.kit.Files;
import dev.howdah.ui.kit.Fx;
import dev.howdah.ui.kit.Kit;
import dev.howdah.ui.kit.Memory;
import dev.howdah.ui.kit.Notices;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import javafx.beans.property.SimpleObjectProperty;
import javafx.scene.input.KeyCode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;

@ResourceLock("javafx")
class CacheTabTest {
    private final Engine engine = Engine.open(Servers.newDatabase(), PoolSpec.of(2, 0, Duration.ZERO, true), Audits.scratch(), Clock.systemUTC());

    private final List<String> prewarmed = new CopyOnWriteArrayList<>();

    @AfterEach
    void close() {
        engine.close();
    }

    private CacheTab tab() {
        Kit kit = new Kit(Fx.live(), Memory.brief(), Files.dialogs(), Notices.silent(), Clock.systemUTC());
        return new CacheTab(engine.caching(), Replays.live(engine), engine.interactive(), new SimpleObjectProperty<>(Duration.ofMinutes(2)), prewarmed::add, kit);
    }

    private void read(int id) {
        engine.cache().get(CachedQuery.of(Tier.SHORT, "SELECT * FROM posts WHERE id = ?", id), () -> "post " + id);
    }

    @Test
    void showsWhatTheCacheDoesAndClearsItWhenAsked() {
        try (FxWindow window = FxWindow.show(() -> tab().open().root())) {
            window.awaitWords("No statement was read through the cache yet.");
            read(1);
            read(1);
            read(2);
            window.awaitWords("SELECT * FROM posts WHERE id = ?");
            window.awaitWords("of 3 reads");
            window.robot().clickOn("Clear all tiers");
            window.robot().clickOn("#confirm-no");
            assertThat(engine.cache().stats().of(Tier.SHORT).entries()).isEqualTo(2);
            window.robot().clickOn("Clear all tiers");
            window.robot().clickOn("#confirm-yes");
            Await.until("all is dropped", () -> engine.cache().stats().of(Tier.SHORT).entries() == 0);
            window.robot().clickOn("Reset statistics");
            Await.until("counting began anew", () -> engine.cache().stats().total().reads() == 0);
        }
    }

    @Test
    void changesATierWhileItIsInUse() {
        try (FxWindow window = FxWindow.show(() -> tab().open().root())) {
            window.awaitWords("medium");
            window.robot().clickOn("medium").type(KeyCode.ENTER);
            window.awaitWords("Tier medium");
            window.robot().clickOn("#tier-ttl").push(KeyCode.CONTROL, KeyCode.A).write("0");
            window.robot().clickOn("Apply");
            window.awaitWords("Whole numbers, please");
            assertThat(engine.cache().spec(Tier.MEDIUM).ttl()).hasSeconds(600);
            window.robot().clickOn("#tier-ttl").push(KeyCode.CONTROL, KeyCode.A).write("45");
            window.robot().clickOn("Apply");
            Await.until("it is in force", () -> engine.cache().spec(Tier.MEDIUM).ttl().toSeconds() == 45);
            window.robot().type(KeyCode.ESCAPE);
            Await.until("the detail is closed", () -> !window.says("Tier medium"));
        }
    }

    @Test
    void showsTheTriggerAsSqlBeforeItIsInstalledAndHearsThen() {
        Servers.execute(engine.target(), "CREATE TABLE orders (id int PRIMARY KEY)");
        try (FxWindow window = FxWindow.show(() -> tab().open().root())) {
            window.awaitWords("not heard");
            window.robot().clickOn("#cache-changes");
            window.awaitWords("public.orders");
            window.robot().clickOn("public.orders");
            window.awaitWords("Announce writes of public.orders");
            assertThat(engine.caching().triggers().installed()).isEmpty();
            window.robot().clickOn("#changes-run").clickOn("#confirm-yes");
            Await.until("the trigger is there", () -> engine.caching().triggers().installed().size() == 1);
            Await.until("it is heard", () -> engine.caching().hearing().ear() == Caching.Ear.HEARING);
            Servers.execute(engine.target(), "INSERT INTO orders VALUES (1)");
            window.awaitWords("Listening: 1 announcements");
            window.robot().clickOn("public.orders");
            window.awaitWords("Announce public.orders no more");
            window.robot().clickOn("#changes-run").clickOn("#confirm-yes");
            Await.until("the trigger is gone", () -> engine.caching().triggers().installed().isEmpty());
            window.robot().clickOn("#changes-listen");
            window.awaitWords("Nobody listens.");
        }
    }

    @Test
    void startsThePrewarmJobOfATable() {
        Servers.execute(engine.target(), "CREATE TABLE \"Orders\" (id int PRIMARY KEY)", "INSERT INTO \"Orders\" VALUES (1)", "TABLE \"Orders\"");
        CacheTab tab = tab();
        FxWindow.start();
        FxWindow.run(() -> tab.actions().get(Part.RATIOS.ordinal()).run().run());
        try (FxWindow window = FxWindow.show(() -> tab.open().root())) {
            window.awaitWords("public.\"Orders\"");
            window.robot().clickOn("public.\"Orders\"").clickOn("#cache-prewarm").clickOn("#confirm-yes");
            Await.until("the job is started", () -> prewarmed.equals(List.of("public.\"Orders\"")));
        }
    }

    @Test
    void showsEveryPart() {
        CacheTab tab = tab();
        try (FxWindow window = FxWindow.show(() -> tab.open().root())) {
            String[] words = {"Statements spared", "Tables with indexes and TOAST", "Written by sessions", "What is in shared_buffers"};
            for (Part part : Part.values()) {
                FxWindow.run(() -> tab.actions().get(part.ordinal()).run().run());
                window.awaitWords(words[part.ordinal()]);
            }
            window.awaitWords("pg_buffercache");
            Await.until("nothing can be listed without the extension", () -> window.robot().lookup("List contents").queryButton().isDisabled());
        }
    }

    @Test
    void leavesNothingBehindWhenItIsClosed() {
        FxWindow.start();
        assertThat(Leaks.heldAfterClosing(() -> tab().open().root())).isZero();
    }
}
