package dev.howdah.engine.pool;

import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.Recorder;

/**
 * Times of about the last minute, in twelve slots of 5 s. Recording is wait-free and may come from any thread; slots turn when
 * somebody looks, so that a figure nobody looked at for long covers that longer time once.
 */
final class RollingTimes {
    private static final long LONGEST = TimeUnit.HOURS.toNanos(1);
    private static final long SLOT = TimeUnit.SECONDS.toNanos(5);
    private static final int DIGITS = 2;

    private final Recorder recorder = new Recorder(LONGEST, DIGITS);
    private final Histogram[] slots = new Histogram[12];
    private final Histogram newest = new Histogram(LONGEST, DIGITS);
    private final Histogram sum = new Histogram(LONGEST, DIGITS);
    private long turned;
    private int current;

    RollingTimes(long nanoTime) {
        turned = nanoTime;
        for (int i = 0; i < slots.length; i++) {
            slots[i] = new Histogram(LONGEST, DIGITS);
        }
    }

    void record(long nanos) {
        recorder.recordValue(Math.clamp(nanos, 0, LONGEST));
    }

    synchronized Percentiles look(long nanoTime) {
        long steps = Math.min((nanoTime - turned) / SLOT, slots.length);
        for (long i = 0; i < steps; i++) {
            current = (current + 1) % slots.length;
            slots[current].reset();
        }
        turned = steps == 0 ? turned : nanoTime;
        recorder.getIntervalHistogramInto(newest);
        slots[current].add(newest);
        sum.reset();
        for (Histogram slot : slots) {
            sum.add(slot);
        }
        return percentiles();
    }

    private Percentiles percentiles() {
        if (sum.getTotalCount() == 0) {
            return Percentiles.NONE;
        }
        return new Percentiles(
                sum.getTotalCount(), millis(sum.getMean()), at(50), at(95), at(99), millis(sum.getMaxValue()));
    }

    private double at(double percentile) {
        return millis(sum.getValueAtPercentile(percentile));
    }

    private static double millis(double nanos) {
        return nanos / 1e6;
    }
}
