package dev.howdah.engine.profile;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What the statements did within a stretch of time. Immutable.
 *
 * @param from when the first interval in it began: may be earlier than asked for, by less than an interval
 * @param measured how much of it was measured; shorter than from to to when there are gaps
 * @param evicted entries that were thrown out meanwhile, with a part of what they did
 */
public record StatementWindow(
        Instant from,
        Instant to,
        Duration measured,
        Map<StatementKey, Counters> uses,
        long evicted,
        List<StatementInterval.Break> breaks) {

    /** Nothing was measured. */
    public static StatementWindow empty(Instant from, Instant to) {
        return new StatementWindow(from, to, Duration.ZERO, Map.of(), 0, List.of());
    }

    /** Intervals, oldest first, as one; empty when there is none. */
    public static StatementWindow of(List<StatementInterval> in, Instant from, Instant to) {
        if (in.isEmpty()) {
            return empty(from, to);
        }
        StatementInterval sum = in.getFirst();
        Duration measured = length(sum);
        for (StatementInterval next : in.subList(1, in.size())) {
            sum = sum.join(next);
            measured = measured.plus(length(next));
        }
        return new StatementWindow(sum.from(), sum.to(), measured, sum.uses(), sum.evicted(), sum.breaks());
    }

    private static Duration length(StatementInterval i) {
        return i.gap() ? Duration.ZERO : Duration.between(i.from(), i.to());
    }

    /** The greatest by a rank, at most {@code limit}; those without that figure are left out. */
    public List<StatementUse> top(Rank rank, int limit) {
        return uses.entrySet().stream()
                .map(e -> new StatementUse(e.getKey(), e.getValue(), seconds()))
                .filter(u -> rank.of(u) > 0)
                .sorted(Comparator.comparingDouble(rank::of).reversed())
                .limit(limit)
                .toList();
    }

    /** What one statement did; all zero when it did nothing. */
    public StatementUse use(StatementKey key) {
        return new StatementUse(key, uses.getOrDefault(key, Counters.ZERO), seconds());
    }

    /** All statements together. */
    public Counters total() {
        Counters sum = Counters.ZERO;
        for (Counters c : uses.values()) {
            sum = sum.plus(c);
        }
        return sum;
    }

    private double seconds() {
        return Math.max(1e-3, measured.toMillis() / 1e3);
    }

    /** Where {@code later} differs from this window, the greatest change of load first. */
    public List<StatementChange> compare(StatementWindow later) {
        Set<StatementKey> keys = new HashSet<>(uses.keySet());
        keys.addAll(later.uses.keySet());
        return keys.stream()
                .map(k -> new StatementChange(use(k), later.use(k)))
                .sorted(Comparator.comparingDouble((StatementChange c) -> Math.abs(c.loadChange())).reversed())
                .toList();
    }
}
