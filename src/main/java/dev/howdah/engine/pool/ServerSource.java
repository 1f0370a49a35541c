package dev.howdah.engine.pool;

import dev.howdah.engine.db.Connections;
import dev.howdah.engine.db.DbException;
import dev.howdah.engine.db.SessionSpec;
import dev.howdah.engine.db.Target;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicInteger;
import org.postgresql.PGConnection;

/** Opens the connections that a pool holds. */
final class ServerSource implements BareDataSource {
    private final Target target;
    private final SessionSpec session;
    private final PoolCounters counters;
    private final AtomicInteger numbers = new AtomicInteger();

    ServerSource(Target target, SessionSpec session, PoolCounters counters) {
        this.target = target;
        this.session = session;
        this.counters = counters;
    }

    @Override
    public Connection getConnection() throws SQLException {
        long start = System.nanoTime();
        try {
            Connection c = Connections.connect(target, session);
            Physical physical = named(c);
            counters.connected(physical, System.nanoTime() - start);
            return physical;
        } catch (SQLException e) {
            counters.failed(DbException.of(e, target).problem());
            throw e;
        }
    }

    /**
     * A pooler invents the process id that it tells. Behind one, each connection gets an application_name of its own, which the
     * pooler passes on: the only thing by which both ends know each other.
     */
    private Physical named(Connection c) throws SQLException {
        String name = "howdah/" + session.part();
        int told = c.unwrap(PGConnection.class).getBackendPID();
        try (var s = c.createStatement();
                var rs = s.executeQuery("SELECT pg_catalog.pg_backend_pid()")) {
            rs.next();
            if (rs.getInt(1) == told) {
                return new Physical(c, told, name, counters);
            }
            name += "#" + ProcessHandle.current().pid() + "." + numbers.incrementAndGet();
            s.execute("SET application_name = '" + name + "'");
            return new Physical(c, null, name, counters);
        } catch (SQLException e) {
            c.close();
            throw e;
        }
    }
}
