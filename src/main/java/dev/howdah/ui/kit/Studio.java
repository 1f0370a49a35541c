package dev.howdah.ui.kit;

import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import javafx.animation.AnimationTimer;
import javafx.scene.Parent;
import javafx.scene.Scene;
import javafx.scene.SnapshotParameters;
import javafx.scene.image.WritableImage;
import javafx.scene.layout.Pane;
import javafx.scene.layout.Region;
import javafx.stage.Stage;
import javafx.stage.StageStyle;

/**
 * Takes pictures of any size without a visible window: what it shows stands in a small off-screen stage, larger than that stage.
 * A bare scene would not do, because charts are drawn only in the frames of a stage. On the FX thread.
 */
public final class Studio {
    private static final double STAGE = 200;

    private final Stage stage = new Stage(StageStyle.UNDECORATED);
    private final Pane frame = new Pane();
    private final int width;
    private final int height;

    public Studio(int width, int height) {
        this.width = width;
        this.height = height;
        Scene scene = new Scene(frame, STAGE, STAGE);
        stage.setScene(scene);
        stage.show();
    }

    /** Puts a root on show, as a window would. */
    public void show(Parent root) {
        frame.getChildren().setAll(root);
        root.setManaged(false);
        root.resizeRelocate(0, 0, width, height);
        if (root instanceof Region r) {
            r.setPrefSize(width, height);
        }
    }

    public void theme(Theme theme) {
        theme.apply(stage.getScene());
    }

    /** After so many frames writes what is on show as a PNG; the future is completed on the FX thread. */
    public CompletableFuture<Path> shoot(Path file, int frames) {
        CompletableFuture<Path> done = new CompletableFuture<>();
        new AnimationTimer() {
            private int seen;

            @Override
            public void handle(long now) {
                if (seen++ < frames) {
                    return;
                }
                stop();
                try {
                    Parent root = (Parent) frame.getChildren().getFirst();
                    SnapshotParameters parameters = new SnapshotParameters();
                    parameters.setViewport(new javafx.geometry.Rectangle2D(0, 0, width, height));
                    WritableImage image = root.snapshot(parameters, new WritableImage(width, height));
                    done.complete(Snapshots.write(image, file));
                } catch (RuntimeException e) {
                    done.completeExceptionally(e);
                }
            }
        }.start();
        return done;
    }

    public void close() {
        frame.getChildren().clear();
        stage.close();
    }
}
