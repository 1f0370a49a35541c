package dev.howdah.ui.shell;

import dev.howdah.engine.replay.Scene;
import dev.howdah.ui.kit.Mark;
import java.time.Instant;
import java.util.List;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.property.SimpleObjectProperty;
import org.jspecify.annotations.Nullable;

/** Where in time the window is. */
final class ReplayModel {
    /** From where to where the slider reaches. */
    record Reach(Instant from, Instant to) {
        static final Reach NONE = new Reach(Instant.EPOCH, Instant.EPOCH.plusSeconds(1));

        double seconds() {
            return Math.max(1, to.getEpochSecond() - from.getEpochSecond());
        }
    }

    /** Whether anything is recorded. */
    final BooleanProperty available = new SimpleBooleanProperty();
    /** The moment that was asked for, null for the present; what is shown follows a little later. */
    final ObjectProperty<@Nullable Instant> wanted = new SimpleObjectProperty<>();
    /** The moment that is shown; null for the present. */
    final ObjectProperty<@Nullable Scene> scene = new SimpleObjectProperty<>();

    final ObjectProperty<Reach> reach = new SimpleObjectProperty<>(Reach.NONE);
    final ObjectProperty<List<Mark>> marks = new SimpleObjectProperty<>(List.of());
    /** What was typed is no time. */
    final BooleanProperty mistaken = new SimpleBooleanProperty();
}
