package dev.howdah.architecture.faults.ui.cache;

public class CacheController {
    javafx.scene.control.Label label;
    CacheView view;
    dev.howdah.architecture.faults.ui.pool.PoolModel cycle;

    void draw() {
        javafx.application.Platform.runLater(() -> {});
    }
}
