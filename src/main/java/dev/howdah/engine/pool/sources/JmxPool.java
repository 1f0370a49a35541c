package dev.howdah.engine.pool.sources;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A HikariCP pool of another program, read over JMX. Immutable. HikariCP refreshes its gauges once a second.
 *
 * @param name as the program calls it
 * @param pending threads that wait for a connection
 * @param max maximumPoolSize
 * @param minIdle minimumIdle
 * @param settings false when the program shows gauges but not its configuration: {@code max} and what follows is then unknown
 */
public record JmxPool(
        String name,
        int active,
        int idle,
        int total,
        int pending,
        @Nullable Integer max,
        @Nullable Integer minIdle,
        @Nullable Duration connectionTimeout,
        @Nullable Duration idleTimeout,
        @Nullable Duration maxLifetime,
        @Nullable Duration leakThreshold,
        boolean settings) {

    /** True when all connections are in use and threads wait. */
    public boolean exhausted() {
        return max != null && active >= max && pending > 0;
    }
}
