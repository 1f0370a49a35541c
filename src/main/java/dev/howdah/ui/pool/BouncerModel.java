package dev.howdah.ui.pool;

import dev.howdah.engine.pool.sources.Bouncer;
import dev.howdah.ui.kit.Problem;
import java.time.Instant;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.property.SimpleObjectProperty;
import org.jspecify.annotations.Nullable;

/** PgBouncer as it was last seen. */
final class BouncerModel {
    /** The tables below the pools. */
    enum Table {
        CLIENTS,
        SERVERS,
        STATS,
        LISTS,
        CONFIG
    }

    final ObjectProperty<@Nullable Bouncer> now = new SimpleObjectProperty<>();
    final ObjectProperty<@Nullable Problem> problem = new SimpleObjectProperty<>();
    final ObjectProperty<@Nullable Instant> staleSince = new SimpleObjectProperty<>();
    final ObjectProperty<Table> table = new SimpleObjectProperty<>(Table.CLIENTS);
    final BooleanProperty connected = new SimpleBooleanProperty();
    final BooleanProperty connecting = new SimpleBooleanProperty();
}
