package dev.howdah.engine.pool;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** One connection to the server as the pool holds it: knows who has it now, and why it ends. */
final class Physical extends DelegatingConnection {
    /** The loan of now, null while the connection is idle. */
    final AtomicReference<@Nullable Lent> lent = new AtomicReference<>();

    /** The server process, null behind a pooler. */
    final @Nullable Integer backendPid;

    final String applicationName;
    private final PoolCounters counters;
    private volatile boolean doomed;

    Physical(Connection delegate, @Nullable Integer backendPid, String applicationName, PoolCounters counters) {
        super(delegate);
        this.backendPid = backendPid;
        this.applicationName = applicationName;
        this.counters = counters;
    }

    /** It will be closed because somebody wants it so, not because its time has come. */
    void doom() {
        doomed = true;
    }

    @Override
    public boolean isValid(int seconds) throws SQLException {
        boolean valid = counters.prePing() ? delegate.isValid(seconds) : !delegate.isClosed();
        doomed |= !valid;
        return valid;
    }

    @Override
    public void close() throws SQLException {
        ended(doomed || delegate.isClosed());
        delegate.close();
    }

    @Override
    public void abort(Executor executor) throws SQLException {
        ended(true);
        delegate.abort(executor);
    }

    private void ended(boolean invalid) {
        Lent unreturned = lent.getAndSet(null);
        if (unreturned != null) {
            counters.used(System.nanoTime() - unreturned.since);
        }
        counters.closed(this, invalid || unreturned != null);
    }
}
