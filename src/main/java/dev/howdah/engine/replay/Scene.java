package dev.howdah.engine.replay;

import dev.howdah.engine.cache.CacheGauges;
import dev.howdah.engine.cache.CacheStats;
import dev.howdah.engine.db.DbProblem;
import dev.howdah.engine.health.HealthReport;
import dev.howdah.engine.health.VitalHistory.Figure;
import dev.howdah.engine.pool.PoolGauges;
import dev.howdah.engine.pool.PoolStats;
import dev.howdah.engine.store.AlertStore;
import dev.howdah.engine.store.Moment;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The past moment that is shown. Immutable.
 *
 * @param moment what was recorded of it; null when it could not be read
 * @param settings the server's as they were, name to value; empty when they are not known
 * @param health what the checks said; null when that is not known
 * @param problem why it could not be read; null when it was
 */
public record Scene(Instant at, @Nullable Moment moment, Map<String, String> settings, @Nullable HealthReport health, @Nullable DbProblem problem) {
    /** True when nothing at all was recorded of the moment: a gap, or it could not be read. */
    public boolean empty() {
        return moment == null || (moment.level() == null && moment.activityAt() == null && moment.statementsTo() == null);
    }

    /** The vital figures that are known: one that this Howdah does not know, or that was not recorded then, is not in it. */
    public Map<Figure, Double> figures() {
        Map<Figure, Double> known = new EnumMap<>(Figure.class);
        if (moment != null) {
            for (Figure f : Figure.values()) {
                Double value = moment.figures().get(f.name());
                if (value != null) {
                    known.put(f, value);
                }
            }
        }
        return known;
    }

    /** The engine pool; null when that is not known. */
    public @Nullable PoolStats pool() {
        return moment == null ? null : PoolGauges.stats(at, moment.own().gauges());
    }

    /** The engine cache without its statements; null when that is not known. */
    public @Nullable CacheStats cache() {
        return moment == null ? null : CacheGauges.stats(at, moment.own().gauges());
    }

    /** The alerts that stood, the worst first. */
    public List<AlertStore.Stored> alerts() {
        return moment == null ? List.of() : moment.own().alerts();
    }

    /** A setting's value as a whole number; null when it is not known. */
    public @Nullable Integer number(String setting) {
        String value = settings.get(setting);
        try {
            return value == null ? null : Integer.valueOf(value);
        } catch (NumberFormatException e) {
            return null;
        }
    }

    /** Whether a setting was on; false when it is not known. */
    boolean on(String setting) {
        return "on".equals(settings.get(setting));
    }
}
