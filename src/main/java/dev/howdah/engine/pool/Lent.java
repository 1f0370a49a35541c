package dev.howdah.engine.pool;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/** A connection in the hands of a caller, from checkout to checkin. */
final class Lent extends DelegatingConnection {
    private static final int OWN_FRAMES = 2;

    final long since = System.nanoTime();
    private final Thread taker = Thread.currentThread();
    private final Physical physical;
    private final PoolCounters counters;
    private final @Nullable Throwable trace;

    Lent(Connection pooled, Physical physical, PoolCounters counters, boolean traced) {
        super(pooled);
        this.physical = physical;
        this.counters = counters;
        this.trace = traced ? new Throwable() : null;
        physical.lent.set(this);
    }

    /** Unique within the pool and the life of the program. */
    long id() {
        return since;
    }

    String thread() {
        String name = taker.getName();
        return name.isEmpty() ? "virtual thread " + taker.threadId() : name;
    }

    List<StackTraceElement> stack() {
        return trace == null ? List.of() : Arrays.stream(trace.getStackTrace()).skip(OWN_FRAMES).toList();
    }

    @Override
    public boolean isValid(int seconds) throws SQLException {
        return delegate.isValid(seconds);
    }

    @Override
    public void close() throws SQLException {
        returned();
        delegate.close();
    }

    @Override
    public void abort(Executor executor) throws SQLException {
        returned();
        delegate.abort(executor);
    }

    private void returned() {
        if (physical.lent.compareAndSet(this, null)) {
            counters.checkin(System.nanoTime() - since);
        }
    }
}
