package dev.howdah.bench;

import javafx.application.Application;
import javafx.application.Platform;
import javafx.scene.Scene;
import javafx.scene.layout.StackPane;
import javafx.stage.Stage;

/** The least that a JavaFX program can show: the mark for the console's start. */
public final class EmptyWindow extends Application {
    @Override
    public void start(Stage stage) {
        stage.setScene(new Scene(new StackPane(), 980, 980));
        stage.setOnShown(e -> Platform.runLater(() -> {
            System.out.println("empty window");
            Platform.exit();
        }));
        stage.show();
    }

    /** Not an Application, as the console's own first class. */
    public static final class Launcher {
        private Launcher() {}

        public static void main(String[] args) {
            Application.launch(EmptyWindow.class, args);
        }
    }
}
