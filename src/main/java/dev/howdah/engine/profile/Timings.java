package dev.howdah.engine.profile;

import org.HdrHistogram.Histogram;

/** Times of one statement: exact count, sum and extremes, and percentiles good to two digits. Thread-safe. */
final class Timings {
    private static final long LONGEST_MICROS = 86_400_000_000L;
    private static final int MOST_VARIANTS = 1_000;

    final String fingerprint;
    final String text;
    private final Histogram micros = new Histogram(2);
    private final long slowNanos;
    private final long criticalNanos;
    private long count;
    private long failures;
    private long slow;
    private long critical;
    private long nanos;
    private long min = Long.MAX_VALUE;
    private long max;
    private int variants;

    Timings(String fingerprint, String text, ProfilerLimits limits) {
        this.fingerprint = fingerprint;
        this.text = text;
        slowNanos = limits.slow().toNanos();
        criticalNanos = limits.critical().toNanos();
    }

    synchronized void add(long took, boolean failed) {
        count++;
        nanos += took;
        min = Math.min(min, took);
        max = Math.max(max, took);
        failures += failed ? 1 : 0;
        slow += took >= slowNanos ? 1 : 0;
        critical += took >= criticalNanos ? 1 : 0;
        micros.recordValue(Math.clamp(took / 1_000, 1, LONGEST_MICROS));
    }

    synchronized void variant() {
        variants = Math.min(MOST_VARIANTS, variants + 1);
    }

    synchronized ProfilerReport.Profiled report() {
        double p95 = Math.min(max / 1e6, micros.getValueAtPercentile(95) / 1e3);
        return new ProfilerReport.Profiled(
                fingerprint, text, count, failures, slow, critical, nanos / 1e6, count == 0 ? 0 : min / 1e6,
                count == 0 ? 0 : nanos / 1e6 / count, p95, max / 1e6, variants);
    }
}
