package dev.howdah.ui.overview;

import dev.howdah.engine.db.Server;
import dev.howdah.engine.health.VitalHistory.Figure;
import dev.howdah.engine.health.Vitals;
import dev.howdah.engine.sample.Series;
import dev.howdah.ui.kit.Sampled;
import java.time.Instant;
import java.util.Map;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import org.jspecify.annotations.Nullable;

/** What the overview shows: the newest vital figures and their past within the chosen range. */
final class OverviewModel {
    /** The past of all figures, cut to the window. */
    record Past(Instant from, Instant to, Map<Figure, Series.Points> points) {
        static final Past NONE = new Past(Instant.EPOCH, Instant.EPOCH.plusSeconds(1), Map.of());
    }

    final Sampled<Vitals> vitals = new Sampled<>();
    final ReadOnlyObjectWrapper<@Nullable Server> server = new ReadOnlyObjectWrapper<>();
    private final ReadOnlyObjectWrapper<Past> past = new ReadOnlyObjectWrapper<>(Past.NONE);

    ReadOnlyObjectProperty<Past> past() {
        return past.getReadOnlyProperty();
    }

    void past(Past now) {
        past.set(now);
    }
}
