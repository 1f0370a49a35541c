package dev.howdah.engine.store;

import dev.howdah.engine.activity.Blocking;
import dev.howdah.engine.activity.Session;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A target at a past moment. Immutable.
 *
 * @param level of the figures; null when none are known of that moment
 * @param figures by name; without those that are not known
 * @param activityAt when sessions and waits were read, at or before the moment; null when that is not known
 * @param sessions those that did something, constants in their statements masked
 * @param statementsFrom and {@code statementsTo}: what the statements did between; null when that is not known
 * @param own what Howdah told of the target and knew of itself
 */
public record Moment(
        Instant at,
        @Nullable Level level,
        Map<String, Double> figures,
        @Nullable Instant activityAt,
        List<Session> sessions,
        List<Blocking> waits,
        @Nullable Instant statementsFrom,
        @Nullable Instant statementsTo,
        List<StatementLine> statements,
        Own own) {

    /**
     * What was told then, see {@link Recording#told}, and the console's own figures.
     *
     * @param told null when that is not known
     * @param gauges empty when they are not known
     * @param alerts that stood
     */
    public record Own(@Nullable Told told, Map<String, Double> gauges, List<AlertStore.Stored> alerts) {
        /** Nothing is known. */
        public static final Own NONE = new Own(null, Map.of(), List.of());
    }
}
