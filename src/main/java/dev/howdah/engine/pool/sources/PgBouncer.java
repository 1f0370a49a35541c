package dev.howdah.engine.pool.sources;

import dev.howdah.engine.audit.Act;
import dev.howdah.engine.audit.AuditLog;
import dev.howdah.engine.audit.Deed;
import dev.howdah.engine.audit.Place;
import dev.howdah.engine.db.Connections;
import dev.howdah.engine.db.DbException;
import dev.howdah.engine.db.DbProblem;
import dev.howdah.engine.db.Environment;
import dev.howdah.engine.db.Secret;
import dev.howdah.engine.db.SessionSpec;
import dev.howdah.engine.db.Target;
import dev.howdah.engine.db.Tls;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/**
 * PgBouncer's console. Reading needs a user of {@code stats_users}, acting one of {@code admin_users}. Thread-safe: one
 * connection, one statement at a time; it is opened at first use and again after it was lost.
 *
 * <p>The console is never asked for SHOW FDS, which stops PgBouncer while it answers.
 */
public final class PgBouncer implements AutoCloseable {
    /** Where PgBouncer listens unless it is told otherwise. */
    public static final int DEFAULT_PORT = 6432;

    private static final SessionSpec SESSION =
            new SessionSpec("bouncer", false, Duration.ofSeconds(10), Duration.ZERO, Duration.ZERO);

    private final Target console;
    private final AuditLog audit;
    private final InstantSource clock;
    private @Nullable Connection connection;

    /**
     * @param target where PgBouncer listens, and an admin or stats user; its database is ignored
     */
    public PgBouncer(Target target, AuditLog audit, InstantSource clock) {
        this.console = target.withDatabase("pgbouncer");
        this.audit = audit;
        this.clock = clock;
    }

    /** The console of a PgBouncer, encrypted when it offers that. */
    public static Target at(String host, int port, String user, @Nullable Secret password) {
        return new Target(
                "pgbouncer", List.of(new Target.Host(host, port)), "pgbouncer", user, password, Tls.prefer(),
                        Environment.PRODUCTION,
                Map.of());
    }

    /** The console's address and user. */
    public Target target() {
        return console;
    }

    /**
     * Reads everything at once.
     *
     * @throws DbException when PgBouncer is away or refuses
     */
    public synchronized Bouncer read() {
        return work(c -> new BouncerReader(q -> rows(c, q)).read(clock.instant()));
    }

    /**
     * Does something. PAUSE returns when running transactions have ended, or after 10 s with {@link DbProblem.Timeout}: it then
     * stays on its way until RESUME.
     *
     * @throws DbException when PgBouncer refuses; {@link DbProblem.Denied} when the user is not in admin_users
     */
    public synchronized void run(BouncerAction action) {
        audit.doing(Deed.of(Place.of(console), Act.POOLER, action.command()).undoneBy(action.undo()), () -> work(c -> {
            try (var s = c.createStatement()) {
                s.execute(action.command());
                return action;
            }
        }));
    }

    @Override
    public synchronized void close() {
        drop();
    }

    @FunctionalInterface
    private interface Work<T> {
        T with(Connection c) throws SQLException;
    }

    private <T> T work(Work<T> work) {
        try {
            return work.with(open());
        } catch (SQLException e) {
            DbException failure = failure(e);
            if (failure.problem().lostConnection() || failure.problem() instanceof DbProblem.Timeout) {
                drop();
            }
            throw failure;
        }
    }

    private DbException failure(SQLException e) {
        String said = String.valueOf(e.getMessage());
        if (said.contains("admin access needed")) {
            return new DbException(new DbProblem.Denied(console.address(), "42501", said), e);
        }
        return said.contains("not allowed")
                ? new DbException(new DbProblem.LoginRefused(console.user() + "@" + console.address(), "28000", said), e)
                : DbException.of(e, console);
    }

    private Connection open() throws SQLException {
        Connection open = connection;
        if (open == null || open.isClosed()) {
            open = DriverManager.getConnection(console.jdbcUrl(), properties());
            connection = open;
        }
        return open;
    }

    /** The console knows the simple protocol only, and no settings. */
    private Properties properties() {
        Properties p = Connections.properties(console, SESSION);
        p.remove("options");
        p.setProperty("preferQueryMode", "simple");
        p.setProperty("socketFactory", BouncerSockets.class.getName());
        p.setProperty("assumeMinServerVersion", "12");
        return p;
    }

    private void drop() {
        try (Connection c = connection) {
            connection = null;
        } catch (SQLException e) {
            // It was broken already.
            connection = null;
        }
    }

    private static List<BouncerRow> rows(Connection c, String query) throws SQLException {
        try (var s = c.createStatement();
                ResultSet rs = s.executeQuery(query)) {
            var meta = rs.getMetaData();
            List<BouncerRow> rows = new ArrayList<>();
            while (rs.next()) {
                Map<String, String> columns = new LinkedHashMap<>();
                for (int i = 1; i <= meta.getColumnCount(); i++) {
                    String value = rs.getString(i);
                    if (value != null) {
                        columns.put(meta.getColumnName(i), value);
                    }
                }
                rows.add(new BouncerRow(columns));
            }
            return rows;
        }
    }
}
