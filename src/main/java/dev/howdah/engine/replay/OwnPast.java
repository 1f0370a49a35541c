package dev.howdah.engine.replay;

import dev.howdah.engine.cache.CacheGauges;
import dev.howdah.engine.cache.CacheStats;
import dev.howdah.engine.cache.Tier;
import dev.howdah.engine.pool.PoolGauges;
import dev.howdah.engine.pool.PoolHistory.Figure;
import dev.howdah.engine.pool.PoolStats;
import dev.howdah.engine.sample.Series;
import dev.howdah.engine.store.Gauges;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/** Lines of the engine's own pool and cache out of what was recorded of them. Stateless. */
public final class OwnPast {
    private OwnPast() {}

    /**
     * Lines by tier.
     *
     * @param hitRatio share of reads between two looks that memory answered; NaN where nothing was read
     * @param saved milliseconds of database time a second that were saved, estimated
     */
    public record Cache(Map<Tier, Series.Points> hitRatio, Map<Tier, Series.Points> saved) {
        static final Cache NONE = new Cache(Map.of(), Map.of());
    }

    /**
     * Looks at even steps.
     *
     * @param at epoch seconds
     * @param looks null where nobody looked
     */
    private record Looks<T>(Duration step, long[] at, @Nullable T[] looks) {
        /** A figure of each look. */
        Series.Points points(ToDoubleFunction<T> figure) {
            double[] values = new double[at.length];
            for (int i = 0; i < at.length; i++) {
                T look = looks[i];
                values[i] = look == null ? Double.NaN : figure.applyAsDouble(look);
            }
            return new Series.Points(step, at, values);
        }

        /** The rise of a figure from look to look, by the second; NaN where it begins anew. */
        Series.Points rise(ToDoubleFunction<T> figure) {
            double[] values = points(figure).values();
            double[] rises = new double[values.length];
            Arrays.fill(rises, Double.NaN);
            for (int i = 1; i < values.length; i++) {
                double rise = (values[i] - values[i - 1]) / step.toSeconds();
                rises[i] = rise < 0 ? Double.NaN : rise;
            }
            return new Series.Points(step, at, rises);
        }
    }

    /** What is made of the figures of one moment. */
    private interface Reading<T> {
        @Nullable T read(Instant at, Map<String, Double> figures);
    }

    static Map<Figure, Series.Points> pool(List<Gauges> recorded) {
        Looks<PoolStats> looks = looks(recorded, PoolGauges::stats);
        Map<Figure, Series.Points> points = new EnumMap<>(Figure.class);
        if (looks.at().length == 0) {
            return points;
        }
        for (Figure f : Figure.values()) {
            points.put(f, switch (f) {
                case ACTIVE -> looks.points(PoolStats::active);
                case IDLE -> looks.points(PoolStats::idle);
                case PENDING -> looks.points(PoolStats::pending);
                case MAX -> looks.points(PoolStats::max);
                case OVERFLOW -> looks.points(PoolStats::overflow);
                case ACQUIRE_P50 -> looks.points(s -> s.acquire().p50());
                case ACQUIRE_P95 -> looks.points(s -> s.acquire().p95());
                case ACQUIRE_P99 -> looks.points(s -> s.acquire().p99());
                case USAGE_P95 -> looks.points(s -> s.usage().p95());
                case CREATION_P95 -> looks.points(s -> s.creation().p95());
                case CHECKOUTS -> looks.rise(s -> s.events().checkout());
                case TIMEOUTS -> looks.rise(s -> s.events().timeout());
            });
        }
        return points;
    }

    static Cache cache(List<Gauges> recorded) {
        Looks<CacheStats> looks = looks(recorded, CacheGauges::stats);
        Map<Tier, Series.Points> ratio = new EnumMap<>(Tier.class);
        Map<Tier, Series.Points> saved = new EnumMap<>(Tier.class);
        for (Tier tier : looks.at().length == 0 ? new Tier[0] : Tier.values()) {
            double[] reads = looks.rise(s -> s.of(tier).counts().reads()).values();
            double[] hits = looks.rise(s -> s.of(tier).counts().hits() + s.of(tier).counts().negativeHits()).values();
            double[] share = new double[reads.length];
            Arrays.setAll(share, i -> reads[i] > 0 ? hits[i] / reads[i] : Double.NaN);
            ratio.put(tier, new Series.Points(looks.step(), looks.at(), share));
            saved.put(tier, looks.rise(s -> s.of(tier).counts().saved().toNanos() / 1e6));
        }
        return new Cache(ratio, saved);
    }

    @SuppressWarnings("unchecked") // an array of looks
    private static <T> Looks<T> looks(List<Gauges> recorded, Reading<T> reading) {
        if (recorded.isEmpty()) {
            return new Looks<>(Duration.ofSeconds(1), new long[0], (T[]) new Object[0]);
        }
        int step = recorded.getFirst().step();
        long from = recorded.getFirst().from().getEpochSecond();
        Gauges last = recorded.getLast();
        int n = (int) ((last.from().getEpochSecond() - from) / step) + last.steps().size();
        long[] at = new long[n];
        Arrays.setAll(at, i -> from + (long) i * step);
        T[] looks = (T[]) new Object[n];
        for (Gauges g : recorded) {
            int first = (int) ((g.from().getEpochSecond() - from) / step);
            for (int i = 0; i < g.steps().size(); i++) {
                Map<String, Double> figures = g.steps().get(i);
                if (figures != null && first + i >= 0 && first + i < n) {
                    looks[first + i] = reading.read(Instant.ofEpochSecond(at[first + i]), figures);
                }
            }
        }
        return new Looks<>(Duration.ofSeconds(step), at, looks);
    }
}
