package dev.howdah.ui.pool;

import dev.howdah.ui.kit.Problem;
import java.time.Instant;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.SimpleObjectProperty;
import org.jspecify.annotations.Nullable;

/** The paths of connections as they were last followed. */
final class PathModel {
    final ObjectProperty<dev.howdah.engine.pool.sources.@Nullable PathView> now = new SimpleObjectProperty<>();
    final ObjectProperty<@Nullable Problem> problem = new SimpleObjectProperty<>();
    final ObjectProperty<@Nullable Instant> staleSince = new SimpleObjectProperty<>();
}
