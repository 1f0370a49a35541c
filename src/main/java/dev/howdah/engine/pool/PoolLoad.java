package dev.howdah.engine.pool;

import java.time.Duration;

/**
 * The work that a pool got over some time. Immutable.
 *
 * @param window how long it was measured
 * @param checkouts connections lent in that time
 * @param arrivals callers a second, those included that waited in vain. While a pool is exhausted this is a lower bound, because
 *     callers that wait do not come back for more
 * @param holdSeconds mean time that a caller keeps a connection; NaN when nobody had one
 * @param busy mean number of connections in use
 * @param peakBusy number in use in the busiest seconds: the 95th percentile over the looks
 * @param exhausted part of the looks, 0 to 1, in which all connections were in use and somebody waited
 */
public record PoolLoad(
        Duration window, long checkouts, double arrivals, double holdSeconds, double busy, double peakBusy, double exhausted) {

    public static final PoolLoad NONE = new PoolLoad(Duration.ZERO, 0, 0, Double.NaN, 0, 0, 0);

    double seconds() {
        return window.toNanos() / 1e9;
    }
}
