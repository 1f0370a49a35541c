package dev.howdah.architecture.faults.ui.pool;

public class PoolModel {
    javafx.scene.control.Label label;
    dev.howdah.architecture.faults.ui.cache.CacheController other;
    dev.howdah.architecture.faults.app.Settings settings;
    java.sql.Connection connection;
}
