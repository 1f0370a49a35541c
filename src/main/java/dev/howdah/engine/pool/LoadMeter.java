package dev.howdah.engine.pool;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.stream.DoubleStream;

/** Turns looks at a pool, taken about once a second, into its load over the last ten minutes. Thread-safe. */
public final class LoadMeter {
    private static final Duration WINDOW = Duration.ofMinutes(10);

    private final Deque<PoolStats> looks = new ArrayDeque<>();

    /** One look more; looks that are not newer than the last are ignored. */
    public synchronized void add(PoolStats stats) {
        if (!looks.isEmpty() && !stats.at().isAfter(looks.getLast().at())) {
            return;
        }
        looks.addLast(stats);
        while (Duration.between(looks.getFirst().at(), stats.at()).compareTo(WINDOW) > 0) {
            looks.removeFirst();
        }
    }

    /** What was measured so far; {@link PoolLoad#NONE} before the second look. */
    public synchronized PoolLoad load() {
        if (looks.size() < 2) {
            return PoolLoad.NONE;
        }
        PoolStats first = looks.getFirst();
        PoolStats last = looks.getLast();
        Duration window = Duration.between(first.at(), last.at());
        double seconds = window.toNanos() / 1e9;
        long out = last.events().checkout() - first.events().checkout();
        long arrived = out + last.events().timeout() - first.events().timeout();
        double busySeconds = last.busySeconds() - first.busySeconds();
        double exhausted = looks.stream().filter(PoolStats::exhausted).count() / (double) looks.size();
        return new PoolLoad(
                window, out, arrived / seconds, out == 0 ? Double.NaN : busySeconds / out, busySeconds / seconds, peak(),
                        exhausted);
    }

    private double peak() {
        double[] busy = new double[looks.size() - 1];
        Iterator<PoolStats> all = looks.iterator();
        PoolStats before = all.next();
        for (int i = 0; i < busy.length; i++) {
            PoolStats now = all.next();
            double seconds = Duration.between(before.at(), now.at()).toNanos() / 1e9;
            busy[i] = (now.busySeconds() - before.busySeconds()) / seconds;
            before = now;
        }
        double[] sorted = DoubleStream.of(busy).sorted().toArray();
        return sorted[(int) Math.floor(0.95 * (sorted.length - 1))];
    }
}
