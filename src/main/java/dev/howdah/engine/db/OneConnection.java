package dev.howdah.engine.db;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * One connection that is kept open and lent to one caller at a time; opened at the first call and again when it broke. For readers
 * and writers that come again and again and never two at a time, where a pool with its threads would be too much. Thread-safe.
 */
public final class OneConnection extends DirectDataSource implements AutoCloseable {
    private static final Duration RESTED = Duration.ofSeconds(30);
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final Semaphore free = new Semaphore(1);
    private volatile @Nullable Connection real;
    private volatile boolean closed;
    private volatile boolean resting;
    private long usedAt;
    private long opened;

    public OneConnection(Target target, SessionSpec session) {
        super(target, session);
    }

    /**
     * The connection; closing it gives it back, rolls back what was not committed and leaves it in autocommit.
     *
     * @throws DbException when the server cannot be reached, or nobody gave the connection back within 20 s
     */
    @Override
    public Connection getConnection() {
        try {
            if (closed || !free.tryAcquire(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new SQLTransientConnectionException(closed ? "closed" : "in use");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new DbException(new DbProblem.Cancelled("", "interrupted"), e);
        } catch (SQLException e) {
            throw new DbException(new DbProblem.Timeout("", String.valueOf(e.getMessage())), e);
        }
        try {
            Connection lent = usable();
            return (Connection) Proxy.newProxyInstance(Connection.class.getClassLoader(), new Class<?>[] {Connection.class}, new Lent(lent));
        } catch (SQLException | RuntimeException e) {
            free.release();
            throw e instanceof RuntimeException r ? r : new IllegalStateException(e);
        }
    }

    /** How often it was opened: what lives as long as a session, locks say, is gone when this has changed. */
    public synchronized long opened() {
        return opened;
    }

    private Connection usable() throws SQLException {
        resting = false;
        Connection known = real;
        if (known != null && !known.isClosed() && (System.nanoTime() - usedAt < RESTED.toNanos() || known.isValid(5))) {
            return known;
        }
        discard();
        Connection fresh = super.getConnection();
        real = fresh;
        if (closed) {
            discard();
            throw new SQLTransientConnectionException("closed");
        }
        synchronized (this) {
            opened++;
        }
        return fresh;
    }

    private void discard() {
        Connection known = real;
        real = null;
        if (known != null) {
            try {
                known.close();
            } catch (SQLException e) {
                // It is gone either way.
                usedAt = 0;
            }
        }
    }

    private void back(Connection lent) {
        try {
            if (!lent.isClosed() && !lent.getAutoCommit()) {
                lent.rollback();
                lent.setAutoCommit(true);
            }
        } catch (SQLException e) {
            discard();
        } finally {
            usedAt = System.nanoTime();
            if (closed || resting) {
                discard();
            }
            free.release();
        }
    }

    /** Closes the connection at once, or when it is given back; the next call opens another. */
    public void rest() {
        resting = true;
        if (free.tryAcquire()) {
            discard();
            free.release();
        }
    }

    /** Closes the connection at once, or when it is given back. */
    @Override
    public void close() {
        closed = true;
        rest();
    }

    /** Passes everything on but its own end. */
    private final class Lent implements InvocationHandler {
        private final Connection connection;
        private boolean over;

        Lent(Connection connection) {
            this.connection = connection;
        }

        @Override
        public @Nullable Object invoke(Object proxy, Method method, @Nullable Object @Nullable [] args) throws Throwable {
            switch (method.getName()) {
                case "close" -> {
                    if (!over) {
                        over = true;
                        back(connection);
                    }
                    return null;
                }
                case "isClosed" -> {
                    return over || connection.isClosed();
                }
                default -> {
                    if (over) {
                        throw new SQLException("the connection was given back", "08003");
                    }
                    try {
                        return method.invoke(connection, args);
                    } catch (InvocationTargetException e) {
                        throw e.getCause() == null ? e : e.getCause();
                    }
                }
            }
        }
    }
}
