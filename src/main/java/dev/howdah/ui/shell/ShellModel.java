package dev.howdah.ui.shell;

import dev.howdah.engine.sample.Cost;
import dev.howdah.engine.sample.Link;
import dev.howdah.engine.sample.Pace;
import dev.howdah.ui.kit.Badge;
import dev.howdah.ui.kit.Problem;
import dev.howdah.ui.kit.TabSpec;
import dev.howdah.ui.kit.Theme;
import dev.howdah.ui.kit.TimeRange;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.IntegerProperty;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.property.SimpleIntegerProperty;
import javafx.beans.property.SimpleObjectProperty;
import org.jspecify.annotations.Nullable;

/** What the window around the tabs shows. */
final class ShellModel {
    final ObjectProperty<List<Entry>> known = new SimpleObjectProperty<>(List.of());
    final ObjectProperty<@Nullable Connected> connected = new SimpleObjectProperty<>();
    /** The name of what is being opened, null when nothing is. */
    final ObjectProperty<@Nullable String> opening = new SimpleObjectProperty<>();

    final ObjectProperty<@Nullable Problem> openProblem = new SimpleObjectProperty<>();
    final ObjectProperty<@Nullable TabSpec> tab = new SimpleObjectProperty<>();
    final ObjectProperty<TimeRange> range = new SimpleObjectProperty<>(TimeRange.LIVE);
    final ObjectProperty<Link> link = new SimpleObjectProperty<>(new Link.Connecting());
    final ObjectProperty<Cost> cost = new SimpleObjectProperty<>(Cost.NONE);
    /** Whether sampling is slowed down to keep its budget. */
    final ObjectProperty<Pace> pace = new SimpleObjectProperty<>(new Pace(1, Double.NaN, 0));
    /** Time since the newest sample, null before the first. */
    final ObjectProperty<@Nullable Duration> age = new SimpleObjectProperty<>();

    final IntegerProperty jobs = new SimpleIntegerProperty();
    final BooleanProperty wideRail = new SimpleBooleanProperty();
    /** How large everything is drawn, in per cent. */
    final IntegerProperty scale = new SimpleIntegerProperty(Zoom.NORMAL);

    final ObjectProperty<Theme> theme = new SimpleObjectProperty<>(Theme.DARK);

    /** Marks at the rail by the tab's id: findings and alerts. */
    final ObjectProperty<Map<String, Badge>> badges = new SimpleObjectProperty<>(Map.of());

    List<TabSpec> tabs() {
        Connected now = connected.get();
        return now == null ? List.of() : now.tabs();
    }
}
