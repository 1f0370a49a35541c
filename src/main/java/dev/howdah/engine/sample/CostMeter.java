package dev.howdah.engine.sample;

import java.util.ArrayDeque;

/** Adds up the sampler's own work over a sliding minute. Thread-safe. */
final class CostMeter {
    private static final long WINDOW = 60_000_000_000L;

    private final ArrayDeque<long[]> runs = new ArrayDeque<>();
    private final long start;

    CostMeter(long nanoTime) {
        start = nanoTime;
    }

    /** @param statements that were sent meanwhile */
    synchronized void ran(long nanoTime, long nanos, long statements) {
        runs.addLast(new long[] {nanoTime, nanos, statements});
        forget(nanoTime);
    }

    synchronized Cost cost(long nanoTime) {
        forget(nanoTime);
        double seconds = Math.max(1, Math.min(nanoTime - start, WINDOW) / 1e9);
        long nanos = runs.stream().mapToLong(r -> r[1]).sum();
        long statements = runs.stream().mapToLong(r -> r[2]).sum();
        return new Cost(nanos / 1e6 / seconds, statements / seconds);
    }

    private void forget(long nanoTime) {
        while (!runs.isEmpty() && nanoTime - runs.getFirst()[0] > WINDOW) {
            runs.removeFirst();
        }
    }
}
