package dev.howdah.engine.db;

import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.Callable;

/**
 * Lets one thread stop the statements that another one is running. Work called through {@link #call} registers its running
 * statements here; {@link #cancel} sends each a cancel request. Thread-safe.
 */
public final class Cancellation {
    private static final ScopedValue<Cancellation> CURRENT = ScopedValue.newInstance();

    private final Set<Statement> running = new HashSet<>();
    private boolean cancelled;

    /** Runs the work so that its statements can be cancelled through {@code c}. */
    public static <T> T call(Cancellation c, Callable<T> work) throws Exception {
        return ScopedValue.where(CURRENT, c).call(work::call);
    }

    /** Stops what runs now and refuses what would follow. Calling it again does nothing more. */
    public void cancel() {
        Set<Statement> now;
        synchronized (this) {
            cancelled = true;
            now = Set.copyOf(running);
        }
        for (Statement s : now) {
            try {
                s.cancel();
            } catch (SQLException e) {
                // The statement ended by itself or its connection is gone: either way it no longer runs.
                continue;
            }
        }
    }

    public synchronized boolean isCancelled() {
        return cancelled;
    }

    /** True within work whose cancellation was asked for. */
    static boolean currentIsCancelled() {
        return CURRENT.isBound() && CURRENT.get().isCancelled();
    }

    static void started(Statement s) throws SQLException {
        if (CURRENT.isBound() && !CURRENT.get().add(s)) {
            throw new SQLException("cancelled before it started", "57014");
        }
    }

    static void ended(Statement s) {
        if (CURRENT.isBound()) {
            CURRENT.get().remove(s);
        }
    }

    private synchronized boolean add(Statement s) {
        if (!cancelled) {
            running.add(s);
        }
        return !cancelled;
    }

    private synchronized void remove(Statement s) {
        running.remove(s);
    }
}
