package dev.howdah.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.howdah.testing.Await;
import dev.howdah.testing.FxWindow;
import dev.howdah.testing.Pictures;
import dev.howdah.ui.kit.Files;
import dev.howdah.ui.kit.Fx;
import dev.howdah.ui.kit.Kit;
import dev.howdah.ui.kit.Memory;
import dev.howdah.ui.kit.Notices;
import dev.howdah.ui.shell.Shell;
import java.nio.file.Path;
import java.time.Clock;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;
import javafx.scene.Parent;
import javafx.scene.control.Labeled;
import javafx.scene.control.Slider;
import javafx.scene.input.KeyCode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;

/** The whole window moved through time by slider and keyboard. */
@ResourceLock("javafx")
class ReplayWindowTest {
    @TempDir
    Path folder;

    @Test
    void theSliderMovesTheTabsAndEscapeComesBack() {
        FxWindow.start();
        try (ReplayStage stage = new ReplayStage(folder)) {
            Kit kit = new Kit(Fx.live(), Memory.brief(), Files.dialogs(), Notices.silent(), Clock.systemUTC());
            Shell shell = FxWindow.call(() -> new Shell(new Desk(Wiring.ofThisProcess(), kit), kit));
            try (FxWindow window = FxWindow.show(shell::root)) {
                FxWindow.run(() -> {
                    shell.show(stage.connected(kit, shell.range()));
                    shell.tab("activity");
                });
                await("the slider can be moved", () -> !root(window).lookup("#replay").isDisabled());
                FxWindow.run(() -> {
                    Slider slider = (Slider) root(window).lookup("#replay");
                    slider.requestFocus();
                    slider.setValue(slider.getMax() - (stage.present().getEpochSecond() - stage.trouble().getEpochSecond()));
                });
                window.awaitWords("Replay: ");
                window.awaitWords("recorded second by second");
                window.awaitWords("Lock: relation");
                FxWindow.run(() -> Pictures.enter(root(window), 0, 2));
                window.awaitWords("Session ");
                assertThat(window.says("Terminate session")).as("nothing can be done to the past").isFalse();
                window.robot().press(KeyCode.ESCAPE).release(KeyCode.ESCAPE);
                String before = FxWindow.call(() -> title(window));
                FxWindow.run(() -> root(window).lookup("#replay").requestFocus());
                window.robot().press(KeyCode.LEFT).release(KeyCode.LEFT);
                await("one sample back", () -> title(window).startsWith("Replay: ") && !title(window).equals(before));
                FxWindow.run(() -> {
                    shell.tab("pool");
                    shell.seek(stage.trouble());
                });
                window.awaitWords("exhausted");
                window.awaitWords("are of the present: they are not recorded");
                FxWindow.run(() -> shell.tab("cache"));
                window.awaitWords("was not recorded at that moment");
                FxWindow.run(() -> shell.tab("overview"));
                window.awaitWords("Session 4711 of migrate blocks 11 others.");
                FxWindow.run(() -> {
                    stage.losesItsRepository();
                    shell.seek(stage.trouble().minusSeconds(30));
                });
                window.awaitWords("could not be read");
                FxWindow.run(() -> root(window).lookup("#replay").requestFocus());
                window.robot().press(KeyCode.ESCAPE).release(KeyCode.ESCAPE);
                await("the present", () -> !root(window).lookup(".replay-bar").isVisible());
                FxWindow.run(shell::close);
            }
        }
    }

    /** Looking takes the FX thread's time. */
    private static void await(String what, Callable<Boolean> condition) {
        Await.until(what, () -> {
            LockSupport.parkNanos(100_000_000);
            return FxWindow.call(condition);
        });
    }

    private static Parent root(FxWindow window) {
        return window.stage().getScene().getRoot();
    }

    private static String title(FxWindow window) {
        return ((Labeled) root(window).lookup("#replay-title")).getText();
    }
}
