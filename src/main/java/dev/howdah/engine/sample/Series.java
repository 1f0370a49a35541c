package dev.howdah.engine.sample;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * The recent past of one figure in three fixed rings: every second for an hour, every 10 s for a day, every minute for 30 days.
 * Coarser steps hold the mean of what fell into them. What was not collected is NaN, never zero. Thread-safe.
 */
public final class Series {
    private final Duration interval;
    private final List<Ring> rings;
    private long newest = Long.MIN_VALUE;

    /** Holds just what is added. */
    public Series() {
        this(Duration.ZERO);
    }

    /**
     * @param interval time between two readings: a figure also stands for the steps since the one before it when that is no
     *     longer ago than two intervals, so that a reading that came late makes no gap
     */
    public Series(Duration interval) {
        this.interval = interval;
        rings = List.of(new Ring(1, 3_600), new Ring(10, 8_640), new Ring(60, 43_200));
    }

    /**
     * Adds a figure. One older than the newest second is ignored; one of the same second replaces it in the finest ring and counts
     * as a further one in the coarser ones. NaN says that nothing was collected and counts nowhere.
     */
    public void add(Instant at, double value) {
        add(at, value, interval);
    }

    /** The same when readings come in another interval than usual, because sampling is slowed down. */
    public synchronized void add(Instant at, double value, Duration interval) {
        long second = at.getEpochSecond();
        if (second >= newest) {
            newest = second;
            rings.forEach(r -> r.add(second, value, 2 * interval.toSeconds()));
        }
    }

    /**
     * The figures from {@code from} to {@code to}, oldest first, from the finest ring that reaches back far enough.
     *
     * @return step-wise points; a gap is a point whose value is NaN
     */
    public synchronized Points between(Instant from, Instant to) {
        Ring ring = rings.stream().filter(r -> r.reaches(from.getEpochSecond())).findFirst().orElse(rings.getLast());
        return ring.between(from.getEpochSecond(), to.getEpochSecond());
    }

    /** The newest figure, NaN when there is none. */
    public synchronized double last() {
        return rings.getFirst().last();
    }

    /**
     * Times and values side by side.
     *
     * @param seconds epoch seconds, rising by {@code step}
     * @param values NaN where nothing was collected
     */
    public record Points(Duration step, long[] seconds, double[] values) {
        public int size() {
            return seconds.length;
        }
    }

    /** One ring: slot i of a step holds the mean of that step. Grows to its capacity as time goes on. */
    private static final class Ring {
        private final int step;
        private final int capacity;
        private double[] means = new double[0];
        private int[] counts = new int[0];
        private long first = Long.MIN_VALUE;
        private long newest = Long.MIN_VALUE;

        Ring(int step, int capacity) {
            this.step = step;
            this.capacity = capacity;
        }

        void add(long second, double value, long bridge) {
            long slot = Math.floorDiv(second, step);
            if (newest == Long.MIN_VALUE) {
                first = slot;
                newest = slot - 1;
            }
            double between = (slot - newest) * step <= bridge ? value : Double.NaN;
            clearTo(slot, between);
            int i = index(slot);
            if (Double.isNaN(value)) {
                return;
            }
            if (step == 1 || counts[i] == 0) {
                means[i] = value;
                counts[i] = 1;
            } else {
                counts[i]++;
                means[i] += (value - means[i]) / counts[i];
            }
        }

        private void clearTo(long slot, double between) {
            grow(slot);
            for (long s = Math.max(newest + 1, slot - capacity + 1); s <= slot; s++) {
                means[index(s)] = between;
                counts[index(s)] = 0;
            }
            newest = Math.max(newest, slot);
        }

        private void grow(long slot) {
            long wanted = Math.min(capacity, slot - first + 1);
            if (wanted <= means.length) {
                return;
            }
            int size = (int) Math.min(capacity, Math.max(wanted, Math.max(64, means.length * 2L)));
            double[] biggerMeans = new double[size];
            int[] biggerCounts = new int[size];
            for (long s = Math.max(first, newest - means.length + 1); s <= newest; s++) {
                biggerMeans[(int) Math.floorMod(s - first, (long) size)] = means[index(s)];
                biggerCounts[(int) Math.floorMod(s - first, (long) size)] = counts[index(s)];
            }
            means = biggerMeans;
            counts = biggerCounts;
        }

        private int index(long slot) {
            return (int) Math.floorMod(slot - first, (long) means.length);
        }

        boolean reaches(long second) {
            return newest == Long.MIN_VALUE || Math.floorDiv(second, step) > newest - capacity;
        }

        double last() {
            return newest == Long.MIN_VALUE ? Double.NaN : means[index(newest)];
        }

        Points between(long from, long to) {
            if (newest == Long.MIN_VALUE) {
                return new Points(Duration.ofSeconds(step), new long[0], new double[0]);
            }
            long low = Math.max(Math.floorDiv(from, step), Math.max(first, newest - capacity + 1));
            long high = Math.min(Math.floorDiv(to, step), newest);
            int n = (int) Math.max(0, high - low + 1);
            long[] seconds = new long[n];
            double[] values = new double[n];
            for (int i = 0; i < n; i++) {
                seconds[i] = (low + i) * step;
                values[i] = means[index(low + i)];
            }
            return new Points(Duration.ofSeconds(step), seconds, values);
        }
    }
}
