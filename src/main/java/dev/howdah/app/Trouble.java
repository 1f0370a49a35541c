package dev.howdah.app;

import dev.howdah.engine.db.Connections;
import dev.howdah.engine.db.SessionSpec;
import dev.howdah.engine.db.Target;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.LoggerFactory;

/** Sessions of the sandbox that hold one another up, for pictures of locks: one holds a row, two wait for it. */
final class Trouble implements AutoCloseable {
    private static final String ROW = "UPDATE jumpstart.projects SET name = name WHERE id = (SELECT min(id) FROM jumpstart.projects)";

    private final Connection logging;
    private final List<Connection> sessions = new ArrayList<>();

    Trouble(Target sandbox) throws SQLException {
        logging = Connections.open(sandbox, SessionSpec.interactive());
        try {
            log("ALTER SYSTEM SET log_min_duration_statement = 0");
            hold(Connections.open(sandbox, SessionSpec.interactive()));
            for (int i = 0; i < 2; i++) {
                Connection waiting = Connections.open(sandbox, SessionSpec.interactive());
                sessions.add(waiting);
                Thread.ofVirtual().name("waits for a row").start(() -> wait(waiting));
            }
        } catch (SQLException e) {
            close();
            throw e;
        }
    }

    /** Lets the server log every statement, or no more than before. */
    private void log(String statement) throws SQLException {
        try (Statement s = logging.createStatement()) {
            s.execute(statement);
            s.execute("SELECT pg_reload_conf()");
        }
    }

    private void hold(Connection session) throws SQLException {
        sessions.add(session);
        session.setAutoCommit(false);
        run(session);
    }

    private static void wait(Connection session) {
        try {
            run(session);
        } catch (SQLException e) {
            LoggerFactory.getLogger(Trouble.class).debug("a session that waited has ended", e);
        }
    }

    private static void run(Connection session) throws SQLException {
        try (Statement s = session.createStatement()) {
            s.execute("SET statement_timeout = 0; SET lock_timeout = 0; SET idle_in_transaction_session_timeout = 0; SET application_name = 'jumpstart-api'");
            s.execute(ROW);
        }
    }

    @Override
    public void close() {
        try (Connection last = logging) {
            log("ALTER SYSTEM RESET log_min_duration_statement");
        } catch (SQLException e) {
            LoggerFactory.getLogger(Trouble.class).debug("the server goes on logging every statement", e);
        }
        for (Connection session : sessions) {
            try {
                session.abort(Runnable::run);
            } catch (SQLException e) {
                LoggerFactory.getLogger(Trouble.class).debug("a session could not be ended", e);
            }
        }
    }
}
