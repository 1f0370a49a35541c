package dev.howdah.engine.db;

import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.Callable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets one thread stop the statements that another one is running. Work called through {@link #call} registers its running
 * statements here; {@link #cancel} sends each a cancel request. Thread-safe.
 */
public final class Cancellation {
    private static final ScopedValue<Cancellation> CURRENT = ScopedValue.newInstance();

    private static final Logger LOG = LoggerFactory.getLogger(Cancellation.class);
    private static final Duration LIMIT = Duration.ofSeconds(1);
    private static final Duration REPEAT = Duration.ofMillis(50);

    private final Set<Statement> running = new HashSet<>();
    private boolean cancelled;

    /** Runs the work so that its statements can be cancelled through {@code c}. */
    public static <T> T call(Cancellation c, Callable<T> work) throws Exception {
        return ScopedValue.where(CURRENT, c).call(work::call);
    }

    /** Runs one statement of a bare connection so that the present cancellation, if there is one, can stop it. */
    public static <T> T running(Statement s, StatementWork<T> work) throws SQLException {
        started(s);
        try {
            return work.run();
        } finally {
            ended(s);
        }
    }

    /** Work of one statement, the reading of its rows included. */
    @FunctionalInterface
    public interface StatementWork<T> {
        T run() throws SQLException;
    }

    /**
     * Stops what runs now and refuses what would follow. Returns when it ended, at the latest after a second: a request that
     * comes an instant before the statement is sent finds nothing to stop and is repeated. Calling it again does no harm.
     */
    public void cancel() {
        long deadline = System.nanoTime() + LIMIT.toNanos();
        Set<Statement> now = stop();
        while (!now.isEmpty() && System.nanoTime() < deadline) {
            now.forEach(Cancellation::cancel);
            now = await();
        }
    }

    private static void cancel(Statement s) {
        try {
            s.cancel();
        } catch (SQLException e) {
            LOG.debug("the statement ended by itself or its connection is gone", e);
        }
    }

    private synchronized Set<Statement> stop() {
        cancelled = true;
        return Set.copyOf(running);
    }

    private synchronized Set<Statement> await() {
        long end = System.nanoTime() + REPEAT.toNanos();
        try {
            while (!running.isEmpty() && System.nanoTime() < end) {
                wait(REPEAT.toMillis());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Set.of();
        }
        return Set.copyOf(running);
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
        notifyAll();
    }
}
