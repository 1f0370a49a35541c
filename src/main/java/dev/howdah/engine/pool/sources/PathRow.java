package dev.howdah.engine.pool.sources;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One connection from the caller to what holds it up: pool, PgBouncer, server process, blocker. A stage that is not there, or not
 * known, is null. Immutable.
 *
 * @param cause what the caller waits for at the far end
 */
public record PathRow(
        @Nullable Caller caller, @Nullable Hop hop, @Nullable Backend backend, @Nullable Blocker blocker, Cause cause) {

    /** What holds a connection up, nearest to the truth first. */
    public enum Cause {
        /** It waits for a lock. */
        LOCK,
        /** Its transaction is open and the application does nothing. */
        IDLE_IN_TRANSACTION,
        /** The connection is lent and idle: the application is busy elsewhere, or forgot it. */
        APPLICATION,
        /** No server connection is free in PgBouncer. */
        BOUNCER,
        /** No connection is free in the pool. */
        POOL,
        /** A statement runs. */
        STATEMENT,
        /** The server process is not to be seen. */
        UNKNOWN
    }

    /**
     * @param pool the pool, or the application's name when it is not ours
     * @param thread who holds the connection or waits for one; null when not known
     * @param held how long; zero when not known
     * @param waiting callers that wait for a connection; 0 for a caller that has one
     */
    public record Caller(String pool, @Nullable String thread, Duration held, int waiting) {}

    /**
     * @param address the client's address and port as PgBouncer sees them
     * @param state active, waiting, idle
     */
    public record Hop(String database, String address, String state, Duration waited) {}

    /** @param seconds time in its state; null when not to be seen */
    public record Backend(
            int pid,
            @Nullable Instant backendStart,
            String application,
            String user,
            @Nullable String state,
            @Nullable String waits,
            @Nullable Double seconds,
            @Nullable String query) {}

    /**
     * The session at the root of the lock queue.
     *
     * @param pid 0 for a prepared transaction
     * @param relation the locked table; null when it is not known
     * @param seconds age of its transaction
     * @param depth sessions between, 1 for the next
     */
    public record Blocker(
            int pid,
            @Nullable Instant backendStart,
            String application,
            String user,
            @Nullable String state,
            @Nullable String relation,
            boolean rowLock,
            @Nullable String mode,
            @Nullable Double seconds,
            int depth,
            @Nullable String query) {}
}
