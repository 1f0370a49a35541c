package dev.howdah.engine.replay;

import dev.howdah.engine.sample.Series;
import java.time.Instant;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.function.BiFunction;

/** Puts the recorded past before what is in memory. */
final class Joined {
    /** Memory that begins so soon after what was asked for is taken for whole. */
    private static final int NEAR_SECONDS = 10;

    private Joined() {}

    /**
     * @param known what is in memory, all of one length or empty
     * @param recorded asked only when memory does not reach back to {@code from}
     */
    static <K extends Enum<K>> Map<K, Series.Points> before(
            Map<K, Series.Points> known, Instant from, BiFunction<Instant, Instant, Map<K, Series.Points>> recorded) {
        long first = known.values().stream().filter(p -> p.size() > 0).mapToLong(p -> p.seconds()[0]).min().orElse(Long.MAX_VALUE);
        if (first == Long.MAX_VALUE || first <= from.getEpochSecond() + NEAR_SECONDS) {
            return known;
        }
        Map<K, Series.Points> older = recorded.apply(from, Instant.ofEpochSecond(first));
        Map<K, Series.Points> all = new EnumMap<>(known);
        known.forEach((k, points) -> {
            Series.Points old = older.get(k);
            if (old != null && points.size() > 0) {
                all.put(k, join(old, points, first));
            }
        });
        return all;
    }

    private static Series.Points join(Series.Points old, Series.Points fresh, long first) {
        int n = 0;
        while (n < old.size() && old.seconds()[n] < first) {
            n++;
        }
        long[] seconds = Arrays.copyOf(old.seconds(), n + fresh.size());
        double[] values = Arrays.copyOf(old.values(), n + fresh.size());
        System.arraycopy(fresh.seconds(), 0, seconds, n, fresh.size());
        System.arraycopy(fresh.values(), 0, values, n, fresh.size());
        return new Series.Points(fresh.step(), seconds, values);
    }
}
