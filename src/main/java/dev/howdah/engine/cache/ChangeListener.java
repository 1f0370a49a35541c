package dev.howdah.engine.cache;

import dev.howdah.engine.db.Connections;
import dev.howdah.engine.db.DbException;
import dev.howdah.engine.db.DbProblem;
import dev.howdah.engine.db.SessionSpec;
import dev.howdah.engine.db.Target;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.postgresql.PGNotification;

/**
 * Hears on a connection of its own what other sessions announce, and drops what depends on it. While it cannot hear, the cache
 * answers nothing from memory; a connection that died in silence is noticed after 15 s at the latest. LISTEN needs a session of
 * its own: connect to the server itself, not through a pooler in transaction mode. Thread-safe.
 */
public final class ChangeListener implements AutoCloseable {
    private static final int POLL_MILLIS = 500;
    private static final long HEARTBEAT = Duration.ofSeconds(5).toNanos();
    private static final SessionSpec SESSION =
            new SessionSpec("cache", true, Duration.ofSeconds(5), Duration.ofSeconds(1), Duration.ZERO);

    private final Target target;
    private final QueryCache cache;
    private final String instance;
    private final LongAdder heard = new LongAdder();
    private final Thread thread;
    private volatile @Nullable DbProblem problem;
    private volatile boolean hearing;
    private volatile boolean closed;
    private QueryCache.@Nullable Commit deaf;

    /** @param instance as given to {@link Invalidation}, whose announcements are not heeded */
    public ChangeListener(Target target, QueryCache cache, String instance) {
        this.target = target;
        this.cache = cache;
        this.instance = instance;
        this.deaf = cache.deaf();
        this.thread = Thread.ofVirtual().name("cache changes of " + target.name()).start(this::run);
    }

    /** True while announcements arrive. */
    public boolean hearing() {
        return hearing;
    }

    /** Why nothing is heard, or null. */
    public @Nullable DbProblem problem() {
        return problem;
    }

    /** Announcements of others so far. */
    public long heard() {
        return heard.sum();
    }

    private void run() {
        long pause = 100;
        while (!closed) {
            try (Connection c = Connections.open(target, SESSION)) {
                listen(c);
                pause = 100;
                hear(c);
            } catch (SQLException | DbException e) {
                lost(DbException.of(e, target).problem());
            }
            pause = Math.min(5_000, pause * 2);
            if (!closed && !sleep(pause)) {
                return;
            }
        }
    }

    private void listen(Connection c) throws SQLException {
        try (Statement s = c.createStatement()) {
            s.execute("LISTEN " + Invalidation.CHANNEL);
        }
        problem = null;
        hearAgain();
        hearing = true;
    }

    /** Whatever changed meanwhile went unheard: all that was kept is dropped. */
    private synchronized void hearAgain() {
        QueryCache.Commit was = deaf;
        deaf = null;
        if (was != null) {
            was.happened();
        }
    }

    private void hear(Connection c) throws SQLException {
        PGConnection pg = c.unwrap(PGConnection.class);
        long beat = System.nanoTime();
        while (!closed) {
            PGNotification[] news = pg.getNotifications(POLL_MILLIS);
            List<String> tables = new ArrayList<>();
            for (PGNotification n : news == null ? new PGNotification[0] : news) {
                int bar = n.getParameter().lastIndexOf('|');
                if (bar >= 0 && !n.getParameter().substring(bar + 1).equals(instance)) {
                    tables.add(n.getParameter().substring(0, bar));
                }
            }
            if (!tables.isEmpty()) {
                cache.changed(tables);
                heard.add(tables.size());
            }
            if (System.nanoTime() - beat > HEARTBEAT) {
                try (Statement s = c.createStatement()) {
                    s.execute("SELECT 1");
                }
                beat = System.nanoTime();
            }
        }
    }

    private synchronized void lost(DbProblem why) {
        hearing = false;
        problem = why;
        if (deaf == null && !closed) {
            deaf = cache.deaf();
        }
    }

    private static boolean sleep(long millis) {
        try {
            Thread.sleep(millis);
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** Stops hearing. The cache then answers from memory again, by the guarantee without triggers. */
    @Override
    public void close() {
        closed = true;
        thread.interrupt();
        try {
            thread.join(Duration.ofSeconds(2));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        hearing = false;
        hearAgain();
    }
}
