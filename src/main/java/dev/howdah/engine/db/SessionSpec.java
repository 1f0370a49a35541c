package dev.howdah.engine.db;

import java.time.Duration;

/**
 * How a connection of Howdah's behaves on the server. Durations are zero for "no limit".
 *
 * @param part what the connection is for; it shows as application_name {@code howdah/<part>}
 * @param readOnly sets default_transaction_read_only, so that the server itself refuses writes
 */
public record SessionSpec(
        String part, boolean readOnly, Duration statementTimeout, Duration lockTimeout, Duration idleInTransactionTimeout) {

    /** Catalogue reads of the sampler: short, read-only, never waiting for a lock. */
    public static SessionSpec sampler() {
        return new SessionSpec("sampler", true, Duration.ofSeconds(5), Duration.ofMillis(200), Duration.ofSeconds(10));
    }

    /** What a person asked for and waits for. */
    public static SessionSpec interactive() {
        return new SessionSpec("interactive", false, Duration.ofSeconds(30), Duration.ofSeconds(2), Duration.ofSeconds(60));
    }

    /** Jobs: their own statements set tighter limits where they can. */
    public static SessionSpec batch() {
        return new SessionSpec("batch", false, Duration.ZERO, Duration.ofSeconds(2), Duration.ofMinutes(5));
    }

    /** The application pool that the console runs, resizes and measures. */
    public static SessionSpec engine() {
        return new SessionSpec("engine", false, Duration.ofSeconds(60), Duration.ofSeconds(10), Duration.ofMinutes(5));
    }
}
