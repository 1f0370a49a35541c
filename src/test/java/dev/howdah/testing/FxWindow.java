package dev.howdah.testing;

import dev.howdah.ui.kit.Theme;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import javafx.application.Platform;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.Scene;
import javafx.scene.control.Labeled;
import javafx.stage.Stage;
import org.testfx.api.FxRobot;
import org.testfx.api.FxToolkit;
import org.testfx.util.WaitForAsyncUtils;

/** A real stage on the headless platform, with a robot that clicks and types. Tests that use it carry {@code @ResourceLock("javafx")}. */
public final class FxWindow implements AutoCloseable {
    /** The headless screen is 1000 x 1000; a larger stage breaks it. */
    public static final int SIZE = 980;

    private final Stage stage;
    private final FxRobot robot = new FxRobot();

    private FxWindow(Stage stage) {
        this.stage = stage;
    }

    /** Shows what the supplier makes on the FX thread, in the dark theme. */
    public static FxWindow show(Supplier<? extends Parent> root) {
        start();
        FxWindow window = new FxWindow(call(() -> {
            Stage stage = new Stage();
            Scene scene = new Scene(root.get(), SIZE, SIZE);
            Theme.DARK.apply(scene);
            stage.setScene(scene);
            stage.show();
            stage.requestFocus();
            return stage;
        }));
        window.settle();
        return window;
    }

    /** Starts the toolkit, once a JVM. */
    public static void start() {
        // with dirty regions the renderer keeps paths to nodes of earlier frames for long, and leak tests would see those
        System.setProperty("prism.dirtyopts", "false");
        // other tests' threads are not this test's business
        WaitForAsyncUtils.autoCheckException = false;
        try {
            FxToolkit.registerPrimaryStage();
            Platform.setImplicitExit(false);
        } catch (java.util.concurrent.TimeoutException e) {
            throw new AssertionError("the toolkit did not start", e);
        }
    }

    /** Runs on the FX thread and waits for the result. */
    public static <T> T call(Callable<T> action) {
        CompletableFuture<T> done = new CompletableFuture<>();
        Platform.runLater(() -> {
            try {
                done.complete(action.call());
            } catch (Throwable t) {
                done.completeExceptionally(t);
            }
        });
        try {
            return done.get(5, TimeUnit.MINUTES);
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    public static void run(Runnable action) {
        call(() -> {
            action.run();
            return true;
        });
    }

    public FxRobot robot() {
        return robot;
    }

    public Stage stage() {
        return stage;
    }

    /** Whether a visible label, cell or button contains these words. */
    public boolean says(String words) {
        return call(() -> says(stage.getScene().getRoot(), words));
    }

    static boolean says(Node node, String words) {
        if (!node.isVisible()) {
            return false;
        }
        if (node instanceof Labeled l && l.getText() != null && l.getText().contains(words)) {
            return true;
        }
        return node instanceof Parent p && p.getChildrenUnmodifiable().stream().anyMatch(c -> says(c, words));
    }

    public void awaitWords(String words) {
        Await.until("the window says " + words, () -> {
            // looking through the scene takes the FX thread's time
            LockSupport.parkNanos(100_000_000);
            return says(words);
        });
    }

    /** Waits until the FX thread has nothing to do. */
    public void settle() {
        WaitForAsyncUtils.waitForFxEvents(10);
    }

    @Override
    public void close() {
        run(() -> {
            stage.getScene().setRoot(new javafx.scene.Group());
            stage.close();
        });
    }
}
