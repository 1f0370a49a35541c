package dev.howdah.ui.pool;

import dev.howdah.engine.pool.Leak;
import dev.howdah.engine.pool.PoolAdvice;
import dev.howdah.engine.pool.PoolHistory.Figure;
import dev.howdah.engine.pool.PoolSpec;
import dev.howdah.engine.pool.PoolStats;
import dev.howdah.engine.sample.Series;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.IntegerProperty;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.property.SimpleIntegerProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import org.jspecify.annotations.Nullable;

/** The engine pool as it stands, its past, its leaks, the spec being edited and the advice on it. */
final class EngineModel {
    /** The past of all figures, cut to the window. */
    record Past(Instant from, Instant to, Map<Figure, Series.Points> points) {
        static final Past NONE = new Past(Instant.EPOCH, Instant.EPOCH.plusSeconds(1), Map.of());
    }

    final ObjectProperty<@Nullable PoolStats> stats = new SimpleObjectProperty<>();
    /** True while the past is shown and nothing is known of the pool then. */
    final BooleanProperty missing = new SimpleBooleanProperty();
    final ObjectProperty<Past> past = new SimpleObjectProperty<>(Past.NONE);
    final ObjectProperty<List<Leak>> leaks = new SimpleObjectProperty<>(List.of());
    final ObjectProperty<@Nullable PoolAdvice> advice = new SimpleObjectProperty<>();
    /** What the fields show: the spec in force until somebody edits them. */
    final ObjectProperty<@Nullable PoolSpec> draft = new SimpleObjectProperty<>();

    /** Why the draft cannot be used; empty when it can. */
    final StringProperty mistake = new SimpleStringProperty("");

    final IntegerProperty instances = new SimpleIntegerProperty(1);
    final BooleanProperty adapting = new SimpleBooleanProperty();
}
