package dev.howdah.engine.pool.sources;

import dev.howdah.engine.sqltext.Passwords;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A session that stands on the path of a connection. What the role may not see is null.
 *
 * @param blockers pids of those that it waits for; 0 stands for a prepared transaction; empty when it waits for no lock
 * @param lockWaitSeconds how long it waits for the lock
 * @param relation the table of the lock; null when it is in another database or the lock is on none
 * @param rowLock whether it waits for a row rather than for the table
 */
public record PathSession(
        int pid,
        @Nullable Instant backendStart,
        String application,
        String user,
        String database,
        @Nullable String clientAddress,
        @Nullable Integer clientPort,
        @Nullable String state,
        @Nullable String waitEventType,
        @Nullable String waitEvent,
        @Nullable Double transactionSeconds,
        @Nullable Double stateSeconds,
        @Nullable String query,
        List<Integer> blockers,
        @Nullable Double lockWaitSeconds,
        @Nullable String lockMode,
        @Nullable String relation,
        boolean rowLock) {
    public PathSession {
        query = query == null ? null : Passwords.hide(query);
    }

    boolean idleInTransaction() {
        return state != null && state.startsWith("idle in transaction");
    }
}
