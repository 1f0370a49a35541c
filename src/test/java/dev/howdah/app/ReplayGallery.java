package dev.howdah.app;

import dev.howdah.testing.Pictures;
import dev.howdah.ui.kit.Screen;
import dev.howdah.ui.kit.TimeRange;
import dev.howdah.ui.shell.Shell;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.locks.LockSupport;
import javafx.event.EventType;
import javafx.geometry.Bounds;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.canvas.Canvas;
import javafx.scene.control.TableView;
import javafx.scene.input.MouseButton;
import javafx.scene.input.MouseEvent;

/** Pictures of the window at a past moment: run it and look at the folder it is given. */
public final class ReplayGallery {
    private ReplayGallery() {}

    public static void main(String[] args) throws Exception {
        Pictures pictures = Pictures.start(args.length > 0 ? args[0] : "target/gallery", args.length > 1 ? args[1] : "1600", args.length > 2 ? args[2] : "1000");
        Path folder = Files.createTempDirectory("howdah-replay");
        try (ReplayStage stage = new ReplayStage(folder)) {
            Files.createDirectories(pictures.folder());
            Files.writeString(pictures.folder().resolve("report.html"), stage.report());
            Shell shell = Pictures.on(() -> {
                Shell made = new Shell(new Desk(Wiring.ofThisProcess(), pictures.kit()), pictures.kit());
                made.range(TimeRange.HOUR);
                made.show(stage.connected(pictures.kit(), made.range()));
                return made;
            });
            Screen screen = pictures.show(shell.screen());
            Pictures.until(screen, "the slider can be moved", r -> !r.lookup("#replay").isDisabled());
            drilled(pictures, screen, shell, stage);
            moments(pictures, screen, shell, stage);
        }
        System.exit(0);
    }

    private static void drilled(Pictures pictures, Screen screen, Shell shell, ReplayStage stage) {
        at(shell, "overview", stage);
        Pictures.untilSays(screen, "second by second");
        pause();
        pictures.shoot("replay-overview");
        Pictures.with(screen, ReplayGallery::drag);
        Pictures.until(screen, "the stretch is read", r -> r.lookup("#drill .howdah-table") instanceof TableView<?> t && !t.getItems().isEmpty());
        pictures.shoot("replay-drill");
        Pictures.with(screen, r -> Pictures.press(r, "Blockers"));
        pause();
        pictures.shoot("replay-drill-blockers");
        Pictures.with(screen, r -> Pictures.press(r, "#drill-close"));
    }

    private static void moments(Pictures pictures, Screen screen, Shell shell, ReplayStage stage) {
        for (String tab : new String[] {"activity", "slow"}) {
            at(shell, tab, stage);
            Pictures.untilRows(screen, 0);
            pictures.shoot("replay-" + tab);
        }
        at(shell, "activity", stage);
        Pictures.with(screen, r -> Pictures.press(r, "Locks"));
        Pictures.untilRows(screen, 0);
        pictures.shoot("replay-locks");
        Pictures.with(screen, r -> Pictures.press(r, "Waits"));
        Pictures.untilRows(screen, 0);
        pause();
        pictures.shoot("replay-waits");
        at(shell, "pool", stage);
        pause();
        pictures.shoot("replay-pool");
        at(shell, "cache", stage);
        pictures.shoot("replay-cache");
        Pictures.with(screen, r -> {
            shell.tab("overview");
            shell.seek(stage.start.minusSeconds(600));
        });
        Pictures.untilSays(screen, "Nothing was recorded");
        pause();
        pictures.shoot("replay-gap");
        Pictures.with(screen, r -> shell.seek(null));
        pause();
        pictures.shoot("replay-live");
    }

    /** Over the middle of the wait chart. */
    private static void drag(Parent root) {
        Node canvas = canvas((Parent) root.lookup(".live-chart"));
        Bounds b = canvas.localToScene(canvas.getBoundsInLocal());
        double y = b.getCenterY();
        mouse(canvas, MouseEvent.MOUSE_PRESSED, b.getMinX() + b.getWidth() * 0.7, y);
        mouse(canvas, MouseEvent.MOUSE_DRAGGED, b.getMinX() + b.getWidth() * 0.75, y);
        mouse(canvas, MouseEvent.MOUSE_DRAGGED, b.getMinX() + b.getWidth() * 0.99, y);
        mouse(canvas, MouseEvent.MOUSE_RELEASED, b.getMinX() + b.getWidth() * 0.99, y);
    }

    private static Node canvas(Parent within) {
        for (Node n : within.getChildrenUnmodifiable()) {
            Node found = n instanceof Canvas ? n : n instanceof Parent p ? canvas(p) : n;
            if (found instanceof Canvas) {
                return found;
            }
        }
        return within;
    }

    private static void mouse(Node node, EventType<MouseEvent> type, double x, double y) {
        node.fireEvent(new MouseEvent(type, x, y, x, y, MouseButton.PRIMARY, 1, false, false, false, false, true, false, false, true,
                false, true, null));
    }

    private static void at(Shell shell, String tab, ReplayStage stage) {
        Pictures.on(() -> {
            shell.tab(tab);
            shell.seek(stage.trouble());
            return tab;
        });
    }

    /** Charts are drawn one a frame. */
    private static void pause() {
        LockSupport.parkNanos(2_000_000_000L);
    }
}
