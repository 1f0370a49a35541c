package dev.howdah.app;

import dev.howdah.ui.kit.Memory;
import javafx.geometry.Rectangle2D;
import javafx.stage.Screen;
import javafx.stage.Stage;

/** Where the window stood, as {@code x,y,width,height,maximised}. */
final class Bounds {
    private static final String KEY = "window.bounds";
    private static final double LEAST_WIDTH = 960;
    private static final double LEAST_HEIGHT = 600;
    private static final double FIRST_WIDTH = 1440;
    private static final double FIRST_HEIGHT = 900;

    private Bounds() {}

    /** Puts the window where it stood when a screen is still there, and remembers every move. */
    static void restore(Stage stage, Memory memory) {
        stage.setMinWidth(LEAST_WIDTH);
        stage.setMinHeight(LEAST_HEIGHT);
        Rectangle2D screen = Screen.getPrimary().getVisualBounds();
        stage.setWidth(Math.min(FIRST_WIDTH, screen.getWidth()));
        stage.setHeight(Math.min(FIRST_HEIGHT, screen.getHeight()));
        apply(stage, memory.get(KEY, ""));
        Runnable write = () -> write(stage, memory);
        stage.xProperty().subscribe(write);
        stage.yProperty().subscribe(write);
        stage.widthProperty().subscribe(write);
        stage.heightProperty().subscribe(write);
        stage.maximizedProperty().subscribe(write);
    }

    private static void apply(Stage stage, String saved) {
        if (!saved.matches("(-?\\d{1,6},){2}(\\d{3,6},){2}[01]")) {
            return;
        }
        String[] n = saved.split(",", -1);
        double x = Double.parseDouble(n[0]);
        double y = Double.parseDouble(n[1]);
        double width = Double.parseDouble(n[2]);
        double height = Double.parseDouble(n[3]);
        // a grip of the title bar must be on a screen, or the window could not be moved back
        if (!Screen.getScreensForRectangle(x + 40, y, Math.max(1, width - 80), 24).isEmpty()) {
            stage.setX(x);
            stage.setY(y);
            stage.setWidth(width);
            stage.setHeight(height);
        }
        stage.setMaximized(n[4].equals("1"));
    }

    private static void write(Stage stage, Memory memory) {
        if (!stage.isShowing() || stage.isIconified() || Double.isNaN(stage.getX())) {
            return;
        }
        String maximised = stage.isMaximized() ? "1" : "0";
        if (stage.isMaximized()) {
            String before = memory.get(KEY, "");
            memory.put(KEY, before.isEmpty() ? before : before.substring(0, before.length() - 1) + maximised);
            return;
        }
        memory.put(
                KEY,
                Math.round(stage.getX()) + "," + Math.round(stage.getY()) + "," + Math.round(stage.getWidth()) + ","
                        + Math.round(stage.getHeight()) + "," + maximised);
    }
}
