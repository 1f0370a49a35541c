package dev.howdah.ui.overview;

import static org.assertj.core.api.Assertions.assertThat;

import dev.howdah.engine.Engine;
import dev.howdah.engine.health.Checks;
import dev.howdah.engine.health.HealthMemory;
import dev.howdah.engine.health.HealthMutes;
import dev.howdah.engine.health.VitalHistory.Figure;
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
import dev.howdah.ui.kit.Screen;
import java.time.Clock;
import java.time.Duration;
import javafx.beans.property.SimpleObjectProperty;
import javafx.scene.control.Label;
import javafx.scene.layout.StackPane;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;

@ResourceLock("javafx")
class OverviewTest {
    private final OverviewModel model = new OverviewModel();
    private final SimpleObjectProperty<Duration> range = new SimpleObjectProperty<>(Duration.ofMinutes(2));
    private Engine engine;

    @BeforeEach
    void open() {
        engine = Engine.open(Servers.newDatabase(), PoolSpec.interactive(), Audits.scratch(), Clock.systemUTC());
    }

    @AfterEach
    void close() {
        engine.close();
    }

    @Test
    void whileItIsShownFiguresComeAndAfterwardsNone() {
        OverviewController controller =
                new OverviewController(model, Replays.live(engine), range, Kit.direct(Clock.systemUTC()));
        Screen screen = Screen.of(new StackPane(), controller::onShow);
        screen.shown(true);
        Await.until("the first vital figures", () -> model.vitals.value().get() != null && model.server.get() != null);
        Await.until("a past of two seconds", () -> model.past().get().points().get(Figure.SESSIONS).size() >= 2);
        screen.shown(false);
        var last = model.vitals.at().get();
        assertThat(engine.vitals().series(Figure.SESSIONS).last()).isNotNaN();
        Await.until("the history goes on", () -> engine.vitals().series(Figure.SESSIONS).between(last, last.plusSeconds(60)).size() > 2);
        assertThat(model.vitals.at().get()).isEqualTo(last);
    }

    @Test
    void aLostServerKeepsTheLastFiguresAndSaysSince() {
        OverviewController controller =
                new OverviewController(model, Replays.live(engine), range, Kit.direct(Clock.systemUTC()));
        Screen screen = Screen.of(new StackPane(), controller::onShow);
        screen.shown(true);
        Await.until("the first vital figures", () -> model.vitals.value().get() != null);
        engine.pools().forEach(dev.howdah.engine.pool.EnginePool::close);
        Await.until("a problem is shown", () -> model.vitals.problem().get() != null);
        assertThat(model.vitals.value().get()).isNotNull();
        assertThat(model.vitals.staleSince().get()).isNotNull();
        screen.shown(false);
    }

    @Test
    void theTabShowsLiveTilesAndIsForgottenWhenItIsClosed() {
        FxWindow.start();
        Kit kit = new Kit(Fx.live(), Memory.brief(), Files.dialogs(), Notices.silent(), Clock.systemUTC());
        OverviewTab tab = new OverviewTab(Replays.live(engine), engine.playground(), health(engine), range, kit);
        try (FxWindow window = FxWindow.show(() -> tab.open().root())) {
            window.settle();
            assertThat(FxWindow.call(() -> window.stage().getScene().getRoot().lookupAll(".tile-name").stream().map(n -> ((Label) n).getText()).toList()))
                    .contains("Transactions", "Connections used", "Oldest transaction")
                    .hasSize(8);
        }
        assertThat(Leaks.heldAfterClosing(() -> tab.open().root())).isZero();
    }

    private static OverviewTab.Health health(Engine engine) {
        java.nio.file.Path folder;
        try {
            folder = java.nio.file.Files.createTempDirectory("howdah-health");
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
        HealthMutes mutes = new HealthMutes(folder.resolve("mutes"), Clock.systemUTC());
        return new OverviewTab.Health(
                engine.checking(), new Checks(Checks.all(), HealthMemory.ofThisProcess(), mutes, Clock.systemUTC()), mutes);
    }
}
