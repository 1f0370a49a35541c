package dev.howdah.engine.sample;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/**
 * Keeps sampling within its budget. A probe counts with the median of its last runs, less the time of the way there and back, so
 * that neither a distant server nor a single slow answer slows it down. Thread-safe.
 */
final class Pacer {
    /** Beyond that it is no longer sampling; what it then costs is shown all the same. */
    static final double SLOWEST = 10;

    private static final long WINDOW = 30_000_000_000L;
    private static final long TURN = 5_000_000_000L;
    private static final double EASE = 0.7;

    private final double budget;
    private final ArrayDeque<Run> runs = new ArrayDeque<>();
    private final long start;
    private long turnAt;
    private long way;
    private Pace pace;

    private record Run(String probe, long at, long nanos) {}

    Pacer(double budget, long nanoTime) {
        this.budget = budget;
        this.start = nanoTime;
        this.turnAt = nanoTime;
        this.pace = new Pace(1, 0, budget);
    }

    /** How long the emptiest statement takes. */
    synchronized void way(long nanos) {
        way = nanos;
    }

    synchronized void ran(String probe, long nanoTime, long nanos) {
        runs.addLast(new Run(probe, nanoTime, nanos));
        while (nanoTime - runs.getFirst().at() > WINDOW) {
            runs.removeFirst();
        }
        if (nanoTime - turnAt >= TURN) {
            turnAt = nanoTime;
            pace = next(cost(nanoTime));
        }
    }

    private double cost(long nanoTime) {
        Map<String, long[]> byProbe = new HashMap<>();
        for (Run r : runs) {
            long[] known = byProbe.getOrDefault(r.probe(), new long[0]);
            long[] more = Arrays.copyOf(known, known.length + 1);
            more[known.length] = Math.max(0, r.nanos() - way);
            byProbe.put(r.probe(), more);
        }
        double seconds = Math.max(TURN, Math.min(WINDOW, nanoTime - start)) / 1e9;
        double nanos = 0;
        for (long[] all : byProbe.values()) {
            Arrays.sort(all);
            nanos += (double) all[all.length / 2] * all.length;
        }
        return nanos / 1e6 / seconds;
    }

    private Pace next(double cost) {
        double factor = pace.factor();
        if (cost > budget) {
            factor = Math.min(SLOWEST, factor * Math.min(2, cost / budget));
        } else if (factor > 1 && cost < EASE * budget) {
            factor = Math.max(1, factor * 0.8);
        }
        return new Pace(factor, cost, budget);
    }

    synchronized Pace pace() {
        return pace;
    }

    /** An interval at this pace. */
    synchronized long stretched(long nanos) {
        return (long) (nanos * pace.factor());
    }
}
