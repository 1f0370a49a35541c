package dev.howdah.engine.db;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets one thread stop the statements that another one is running. Work called through {@link #call} registers its running
 * statements here; {@link #cancel} sends each a cancel request. Thread-safe.
 */
public final class Cancellation {
    private static final ScopedValue<Cancellation> CURRENT = ScopedValue.newInstance();

    private static final Logger LOG = LoggerFactory.getLogger(Cancellation.class);
    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final long FIRST_MILLIS = 50;
    private static final long LAST_MILLIS = 1_000;
    /** How often it is asked whether work is still wanted. */
    private static final Duration LOOK = Duration.ofMillis(200);

    private final Set<Statement> running = new HashSet<>();
    private boolean cancelled;

    /** Runs the work so that its statements can be cancelled through {@code c}. */
    public static <T> T call(Cancellation c, Callable<T> work) throws Exception {
        return ScopedValue.where(CURRENT, c).call(work::call);
    }

    /**
     * Does the work as long as it is wanted: soon after it no longer is, its statements are cancelled, and no other begins. Within other
     * work that can be cancelled it ends with that one too.
     *
     * @param unwanted asked a few times a second, on another thread
     * @throws CancellationException when it was ended so
     */
    public static <T> T unless(BooleanSupplier unwanted, Supplier<T> work) {
        Cancellation c = new Cancellation();
        @Nullable Cancellation outer = CURRENT.isBound() ? CURRENT.get() : null;
        CountDownLatch ended = new CountDownLatch(1);
        Thread.ofVirtual().name("stop").start(() -> c.watch(() -> unwanted.getAsBoolean() || (outer != null && outer.isCancelled()), ended));
        try {
            return ScopedValue.where(CURRENT, c).call(work::get);
        } catch (RuntimeException e) {
            if (!c.isCancelled()) {
                throw e;
            }
            CancellationException cancelled = new CancellationException();
            cancelled.initCause(e);
            throw cancelled;
        } finally {
            ended.countDown();
        }
    }

    private void watch(BooleanSupplier unwanted, CountDownLatch ended) {
        try {
            while (!ended.await(LOOK.toMillis(), TimeUnit.MILLISECONDS)) {
                if (unwanted.getAsBoolean()) {
                    cancel();
                    return;
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /**
     * For work that is long between two statements.
     *
     * @throws CancellationException when the present work is not wanted any more
     */
    public static void goOn() {
        if (currentIsCancelled()) {
            throw new CancellationException();
        }
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

    /**
     * From now on, until it is closed, the present cancellation stops whatever a bare connection does, COPY too. The connection is of no
     * use afterwards, since a request may still be under way.
     */
    public static Reach on(Connection c) throws SQLException {
        Statement any = c.createStatement();
        started(any);
        return () -> {
            ended(any);
            any.close();
        };
    }

    /** Ends when it is closed. */
    @FunctionalInterface
    public interface Reach extends AutoCloseable {
        @Override
        void close() throws SQLException;
    }

    /** Work of one statement, the reading of its rows included. */
    @FunctionalInterface
    public interface StatementWork<T> {
        T run() throws SQLException;
    }

    /**
     * Stops what runs now and refuses what would follow. Returns when it ended, at the latest after half a minute: a request that
     * comes before the statement is at the server finds nothing to stop and is repeated, ever more seldom, as a busy machine may need
     * seconds to send it. Not for a thread that must not wait. Calling it again does no harm.
     */
    public void cancel() {
        long deadline = System.nanoTime() + LIMIT.toNanos();
        Set<Statement> now = stop();
        for (long pause = FIRST_MILLIS; !now.isEmpty() && System.nanoTime() < deadline; pause = Math.min(LAST_MILLIS, 2 * pause)) {
            now.forEach(pause == FIRST_MILLIS ? Cancellation::cancel : this::cancelAgain);
            now = await(pause);
        }
    }

    private static void cancel(Statement s) {
        try {
            s.cancel();
        } catch (SQLException e) {
            LOG.debug("the statement ended by itself or its connection is gone", e);
        }
    }

    /**
     * The driver asks only once for a statement, and it may have asked before the server had begun it. Who ends meanwhile waits, so
     * that no later statement of the connection is hit.
     */
    private synchronized void cancelAgain(Statement s) {
        if (!running.contains(s)) {
            return;
        }
        try {
            s.cancel();
            s.getConnection().unwrap(PGConnection.class).cancelQuery();
        } catch (SQLException e) {
            LOG.debug("the connection is gone", e);
        }
    }

    private synchronized Set<Statement> stop() {
        cancelled = true;
        return Set.copyOf(running);
    }

    private synchronized Set<Statement> await(long millis) {
        long end = System.nanoTime() + Duration.ofMillis(millis).toNanos();
        try {
            while (!running.isEmpty() && System.nanoTime() < end) {
                wait(millis);
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
