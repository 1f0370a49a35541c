package dev.howdah.engine.pool;

/**
 * Waiting in an M/M/c queue: callers arrive at random, keep a connection for exponentially spread times, and {@code c}
 * connections serve them in order. Erlang's formulas C and B (A. K. Erlang, 1917), by the usual recursion
 * {@code B(0) = 1, B(n) = aB(n-1) / (n + aB(n-1))} with offered load {@code a}.
 */
final class Queue {
    private Queue() {}

    /**
     * Probability that a caller must wait.
     *
     * @param load offered load in connections (arrivals times hold time)
     * @return 1 when the load is {@code c} or more: the queue then grows without end
     */
    static double waits(double load, int c) {
        if (load >= c) {
            return 1;
        }
        double b = 1;
        for (int n = 1; n <= c; n++) {
            b = load * b / (n + load * b);
        }
        return b / (1 - load / c * (1 - b));
    }

    /** Mean wait in seconds over all callers, infinite when the load is {@code c} or more. */
    static double meanWait(double load, double hold, int c) {
        return load >= c ? Double.POSITIVE_INFINITY : waits(load, c) * hold / (c - load);
    }

    /** The wait in seconds that a part {@code p} of the callers does not exceed: {@code P(W > t) = C exp(-(c - a) t / hold)}. */
    static double wait(double p, double load, double hold, int c) {
        if (load >= c) {
            return Double.POSITIVE_INFINITY;
        }
        return Math.max(0, Math.log(waits(load, c) / (1 - p)) * hold / (c - load));
    }

    /** The fewest connections with which {@link #wait} at 95 % stays within {@code limit} seconds, at most {@code most}. */
    static int enough(double load, double hold, double limit, int most) {
        int c = Math.max(1, (int) Math.ceil(load));
        while (c < most && wait(0.95, load, hold, c) > limit) {
            c++;
        }
        return c;
    }
}
