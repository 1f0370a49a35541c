package dev.howdah.engine.pool;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How big a pool should be, and why. Immutable.
 *
 * <p>The number in use follows from Little's law, {@code busy = arrivals x hold time}; the wait at each size from the M/M/c
 * queue. The range reaches from the size that serves the mean load to the one that serves the busiest seconds, each so that 95 %
 * of the callers wait no longer than {@code goal}.
 *
 * @param least the smallest size that serves the mean load, all overflow included
 * @param most the smallest size that serves the busiest seconds
 * @param confidence how much was measured
 * @param curve the wait at sizes around the range and the present size, smallest first; empty when nothing was measured
 * @param goal the longest wait aimed at
 * @param budget the sum over all instances against what the server gives; null when the server was not reached
 * @param sentences for people, most important first
 */
public record PoolAdvice(
        PoolLoad load,
        int chosen,
        int least,
        int most,
        Confidence confidence,
        List<Point> curve,
        Duration goal,
        @Nullable Budget budget,
        List<String> sentences) {

    /** How much was measured. */
    public enum Confidence {
        /** Nothing yet. */
        NONE,
        /** Less than a minute, fewer than 100 checkouts, or a pool that was exhausted: demand is then hidden. */
        LOW,
        /** Less than ten minutes or fewer than 10,000 checkouts. */
        MEDIUM,
        HIGH
    }

    /**
     * One size of the curve.
     *
     * @param use part of the connections in use, 0 to 1
     * @param waits part of the callers that wait, 0 to 1
     * @param meanWaitMillis over all callers; infinite when the load exceeds the size
     * @param p95WaitMillis the wait that 95 % do not exceed; likewise
     */
    public record Point(int size, double use, double waits, double meanWaitMillis, double p95WaitMillis) {}

    /**
     * Connections that all instances may open together, against those that the server gives to ordinary roles.
     *
     * @param instances processes that run a pool of this size
     * @param usable max_connections less reserved ones
     * @param others connections that others have now
     */
    public record Budget(int instances, int size, int usable, int others) {
        /** All instances with all their overflow. */
        public int wanted() {
            return instances * size;
        }

        /** What is left for these pools. */
        public int left() {
            return usable - others;
        }

        public boolean fits() {
            return wanted() <= left();
        }
    }

    /** Advice from a measured load for a pool of {@code chosen} connections. */
    public static PoolAdvice of(PoolLoad load, PoolSpec spec, @Nullable Budget budget) {
        int chosen = spec.max();
        Confidence confidence = confidence(load);
        if (confidence == Confidence.NONE) {
            return new PoolAdvice(
                    load, chosen, 0, 0, confidence, List.of(), Duration.ZERO, budget, Sentences.unmeasured(chosen, budget));
        }
        double hold = load.holdSeconds();
        double mean = load.busy();
        double peak = Math.max(mean, load.peakBusy());
        double limit = aim(hold);
        int least = Queue.enough(mean, hold, limit, PoolSpec.LARGEST);
        int most = Math.max(least, Queue.enough(peak, hold, limit, PoolSpec.LARGEST));
        PoolAdvice advice = new PoolAdvice(
                load, chosen, least, most, confidence, curve(mean, hold, chosen, most), millis(limit), budget, List.of());
        return advice.with(Sentences.of(advice));
    }

    private PoolAdvice with(List<String> said) {
        return new PoolAdvice(load, chosen, least, most, confidence, curve, goal, budget, said);
    }

    /** A tenth of the hold time, between 1 and 50 ms: less is not felt, more shows in every answer. */
    private static double aim(double hold) {
        return Math.clamp(hold / 10, 0.001, 0.050);
    }

    private static Duration millis(double seconds) {
        return Duration.ofNanos(Math.round(seconds * 1e9));
    }

    private static Confidence confidence(PoolLoad load) {
        if (load.checkouts() == 0 || load.window().isZero()) {
            return Confidence.NONE;
        }
        if (load.seconds() < 60 || load.checkouts() < 100 || load.exhausted() > 0.05) {
            return Confidence.LOW;
        }
        return load.seconds() < 540 || load.checkouts() < 10_000 ? Confidence.MEDIUM : Confidence.HIGH;
    }

    private static List<Point> curve(double load, double hold, int chosen, int most) {
        int from = Math.max(1, (int) Math.floor(load));
        int to = Math.max(Math.max(most, chosen) + 3, from + 8);
        int step = Math.max(1, (to - from) / 60);
        List<Point> points = new ArrayList<>();
        for (int c = from; c <= to; c++) {
            if ((c - from) % step == 0 || c == chosen || c == most) {
                points.add(new Point(
                        c,
                        Math.min(1, load / c),
                        Queue.waits(load, c),
                        1_000 * Queue.meanWait(load, hold, c),
                        1_000 * Queue.wait(0.95, load, hold, c)));
            }
        }
        return List.copyOf(points);
    }
}
