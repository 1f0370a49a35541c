package dev.howdah.engine.pool;

/**
 * How times were spread over about the last minute. Immutable.
 *
 * @param count how many were measured; the other figures are NaN when it is 0
 * @param p50 the middle one, in milliseconds, as are all that follow; exact to 1 %
 * @param max the longest
 */
public record Percentiles(long count, double mean, double p50, double p95, double p99, double max) {
    public static final Percentiles NONE = new Percentiles(0, Double.NaN, Double.NaN, Double.NaN, Double.NaN, Double.NaN);
}
