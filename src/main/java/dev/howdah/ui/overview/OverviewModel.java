package dev.howdah.ui.overview;

import dev.howdah.engine.db.Lack;
import dev.howdah.engine.db.Server;
import dev.howdah.engine.health.VitalHistory.Figure;
import dev.howdah.engine.health.Vitals;
import dev.howdah.engine.replay.Drill;
import dev.howdah.engine.sample.Series;
import dev.howdah.ui.kit.Problem;
import dev.howdah.ui.kit.Sampled;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleObjectProperty;
import org.jspecify.annotations.Nullable;

/** What the overview shows: the vital figures of the shown moment and their past within the chosen range. */
final class OverviewModel {
    /** The past of all figures, cut to the window. */
    @SuppressWarnings("ArrayRecordComponent") // only read
    record Past(Instant from, Instant to, Map<Figure, Series.Points> points, double[] statementTimes) {
        static final Past NONE = new Past(Instant.EPOCH, Instant.EPOCH.plusSeconds(1), Map.of(), new double[0]);
    }

    /**
     * The figures of the shown moment.
     *
     * @param figures those that are known
     * @param usable connections that ordinary roles can have; null when it is not known
     * @param replicas null when it is not known
     * @param partly whether there are sessions of which this role does not see what they do
     */
    record Now(Map<Figure, Double> figures, @Nullable Integer usable, @Nullable Integer replicas, boolean partly) {
        static final Now UNKNOWN = new Now(Map.of(), null, null, false);

        double figure(Figure f) {
            return figures.getOrDefault(f, Double.NaN);
        }
    }

    /** A stretch of the wait chart that is looked into. @param drill null while it is being read */
    record Drilled(Instant from, Instant to, @Nullable Drill drill, @Nullable Problem problem) {}

    final Sampled<Vitals> vitals = new Sampled<>();
    final ReadOnlyObjectWrapper<@Nullable Server> server = new ReadOnlyObjectWrapper<>();
    final ObjectProperty<Now> now = new SimpleObjectProperty<>(Now.UNKNOWN);
    /** What is not known of the shown moment. */
    final ObjectProperty<List<Lack>> lacks = new SimpleObjectProperty<>(List.of());
    /** When the shown live figures were read, while newer ones fail. */
    final ObjectProperty<@Nullable Instant> staleSince = new SimpleObjectProperty<>();

    final ObjectProperty<@Nullable Drilled> drilled = new SimpleObjectProperty<>();
    private final ReadOnlyObjectWrapper<Past> past = new ReadOnlyObjectWrapper<>(Past.NONE);

    ReadOnlyObjectProperty<Past> past() {
        return past.getReadOnlyProperty();
    }

    void past(Past now) {
        past.set(now);
    }
}
