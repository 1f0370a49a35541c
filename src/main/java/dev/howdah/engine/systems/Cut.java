package dev.howdah.engine.systems;

import dev.howdah.engine.db.Identifiers;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/** Takes a system's schema away. Stateless. */
final class Cut {
    private Cut() {}

    /**
     * Drops the schemas with all that hangs on them, in the caller's transaction. Sessions that work on them are ended again
     * and again while it waits for their locks, because an application connects anew at once.
     */
    static void drop(Connection c, Connection other, List<String> schemas) throws SQLException {
        SQLException last = null;
        for (int attempt = 0; attempt < 10; attempt++) {
            var before = c.setSavepoint();
            try (var s = c.createStatement()) {
                terminate(other, schemas);
                s.execute("SET LOCAL lock_timeout = '500ms'");
                for (String schema : schemas) {
                    s.execute("DROP SCHEMA IF EXISTS " + Identifiers.quote(schema) + " CASCADE");
                }
                return;
            } catch (SQLException e) {
                if (!"55P03".equals(e.getSQLState()) && !"40P01".equals(e.getSQLState())) {
                    throw e;
                }
                c.rollback(before);
                last = e;
            }
        }
        throw last == null ? new SQLException("not dropped") : last;
    }

    private static void terminate(Connection c, List<String> schemas) throws SQLException {
        try (var s = c.prepareStatement("SELECT pg_catalog.pg_terminate_backend(pid) FROM (SELECT DISTINCT l.pid FROM pg_catalog.pg_locks l"
                + " JOIN pg_catalog.pg_class c ON c.oid = l.relation JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace"
                + " JOIN pg_catalog.pg_stat_activity a ON a.pid = l.pid"
                + " WHERE n.nspname = ANY (?) AND a.pid <> pg_catalog.pg_backend_pid() AND a.application_name <> 'howdah/reset'"
                + " AND a.backend_type = 'client backend'"
                + " AND l.database = (SELECT oid FROM pg_catalog.pg_database WHERE datname = current_database())) working")) {
            s.setArray(1, c.createArrayOf("text", schemas.toArray()));
            s.executeQuery().close();
        }
    }
}
