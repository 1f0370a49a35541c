package dev.howdah.engine.alert;

import dev.howdah.engine.sample.Probe;
import dev.howdah.engine.sample.Reading;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A row of figures.sql. Counters are totals since {@code statsReset}. */
record Counters(double longestQuerySeconds, long committed, long rolledBack, long deadlocks, @Nullable Instant statsReset) {
    static final Probe<Counters> PROBE = Probe.row("alert/figures", Counters.class);

    /** Fewer transactions than these between two looks say nothing about their errors. */
    private static final long FLOOR = 20;

    /** What two looks say; what cannot be told, after a reset say, is left out. */
    static Map<Measure, Double> between(Reading.@Nullable Value<Counters> before, Reading.Value<Counters> now) {
        Map<Measure, Double> values = new EnumMap<>(Measure.class);
        Counters b = now.value();
        values.put(Measure.LONGEST_QUERY, b.longestQuerySeconds());
        if (before == null || !Objects.equals(before.value().statsReset(), b.statsReset())) {
            return values;
        }
        Counters a = before.value();
        long done = b.committed() - a.committed();
        long failed = b.rolledBack() - a.rolledBack();
        double minutes = Duration.between(before.at(), now.at()).toNanos() / 6e10;
        if (done < 0 || failed < 0 || minutes <= 0) {
            return values;
        }
        // With next to nothing done nothing goes wrong either.
        values.put(Measure.ERROR_RATE, done + failed < FLOOR ? 0.0 : failed / (double) (done + failed));
        if (b.deadlocks() >= a.deadlocks()) {
            values.put(Measure.DEADLOCKS, (b.deadlocks() - a.deadlocks()) / minutes);
        }
        return values;
    }
}
