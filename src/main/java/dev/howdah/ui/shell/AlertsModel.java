package dev.howdah.ui.shell;

import dev.howdah.engine.alert.Alert;
import dev.howdah.engine.alert.out.Lane;
import dev.howdah.ui.kit.Problem;
import java.util.List;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.LongProperty;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.property.SimpleLongProperty;
import javafx.beans.property.SimpleObjectProperty;
import org.jspecify.annotations.Nullable;

/** What stands, what was, and who is told. */
final class AlertsModel {
    /** What the list shows. */
    enum Part {
        NOW,
        PAST
    }

    /** All that the rules say; null while nothing is watched. */
    final ObjectProperty<@Nullable List<Alert>> all = new SimpleObjectProperty<>();

    final ObjectProperty<Part> part = new SimpleObjectProperty<>(Part.NOW);
    final ObjectProperty<List<AlertRow>> past = new SimpleObjectProperty<>(List.of());
    final ObjectProperty<@Nullable Problem> problem = new SimpleObjectProperty<>();
    final ObjectProperty<List<Lane.State>> outputs = new SimpleObjectProperty<>(List.of());
    /** Counts seconds while the window is shown. */
    final LongProperty tick = new SimpleLongProperty();
    /** A critical one that nobody has looked at yet. */
    final BooleanProperty unseen = new SimpleBooleanProperty();

    /** Those that stand, as they are listed. */
    List<Alert> open() {
        List<Alert> now = all.get();
        return now == null ? List.of() : now.stream().filter(Alert::open).toList();
    }
}
