package dev.howdah.engine.db;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/** Turns a target and a session's manners into pgjdbc properties, and opens single connections. Thread-safe. */
public final class Connections {
    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(10);

    private Connections() {}

    /**
     * The driver's properties. Timeouts and read-only mode are start-up options of the session, so that they hold from the first
     * statement; the socket gives up some seconds after the statement timeout, for servers that no longer answer at all.
     */
    public static Properties properties(Target target, SessionSpec session) {
        Properties p = basic(target, session);
        // Then the driver puts the name and number format into the start-up packet and spares a round trip for each.
        p.putIfAbsent("assumeMinServerVersion", "14");
        String more = target.properties().get("options");
        p.setProperty("options", (more == null ? "" : more + " ") + options(target, session));
        if (session.readOnly()) {
            p.setProperty("readOnly", "true");
            p.setProperty("readOnlyMode", "always");
        }
        return p;
    }

    /** Opens one connection outside any pool. The caller closes it. */
    public static Connection open(Target target, SessionSpec session) {
        try {
            return connect(target, session);
        } catch (SQLException e) {
            throw DbException.of(e, target);
        }
    }

    /**
     * As {@link #open}, with the driver's exception. A pooler that refuses start-up options is asked again without: then the driver
     * keeps the time limits. They are not SET instead, since a pooler hands the session with all that is set on it to strangers.
     */
    public static Connection connect(Target target, SessionSpec session) throws SQLException {
        try {
            return DriverManager.getConnection(target.jdbcUrl(), properties(target, session));
        } catch (SQLException e) {
            if (!refusesOptions(e)) {
                throw e;
            }
            return DriverManager.getConnection(target.jdbcUrl(), behindPooler(target, session));
        }
    }

    private static boolean refusesOptions(SQLException e) {
        return "08P01".equals(e.getSQLState()) && String.valueOf(e.getMessage()).contains("unsupported startup parameter");
    }

    private static Properties behindPooler(Target target, SessionSpec session) {
        Properties p = basic(target, session);
        p.remove("options");
        p.setProperty("queryTimeout", String.valueOf(session.statementTimeout().toSeconds()));
        // Named statements belong to one server session, and the next statement may run in another.
        p.putIfAbsent("prepareThreshold", "0");
        if (session.readOnly()) {
            p.setProperty("readOnly", "true");
            p.setProperty("readOnlyMode", "transaction");
        }
        return p;
    }

    private static Properties basic(Target target, SessionSpec session) {
        Properties p = new Properties();
        p.setProperty("tcpKeepAlive", "true");
        p.setProperty("connectTimeout", String.valueOf(CONNECT_TIMEOUT.toSeconds()));
        p.setProperty("loginTimeout", String.valueOf(CONNECT_TIMEOUT.toSeconds()));
        p.setProperty("cancelSignalTimeout", "5");
        target.properties().forEach(p::setProperty);
        p.setProperty("user", target.user());
        if (target.password() != null) {
            p.setProperty("password", target.password().reveal());
        }
        p.setProperty("ApplicationName", "howdah/" + session.part());
        p.setProperty("logServerErrorDetail", "false");
        p.setProperty("socketTimeout", String.valueOf(socketTimeout(session).toSeconds()));
        tls(p, target.tls());
        return p;
    }

    private static Duration socketTimeout(SessionSpec session) {
        return session.statementTimeout().isZero() ? Duration.ZERO : session.statementTimeout().plusSeconds(5);
    }

    private static String options(Target target, SessionSpec session) {
        StringBuilder o = new StringBuilder();
        option(o, "statement_timeout", session.statementTimeout());
        option(o, "lock_timeout", session.lockTimeout());
        option(o, "idle_in_transaction_session_timeout", session.idleInTransactionTimeout());
        // The driver takes a read-only session for a standby when it looks for a primary; it sets the mode itself a moment later.
        if (session.readOnly() && !target.properties().containsKey("targetServerType")) {
            o.append(" -c default_transaction_read_only=on");
        }
        return o.toString().trim();
    }

    private static void option(StringBuilder o, String setting, Duration value) {
        o.append(" -c ").append(setting).append('=').append(value.toMillis());
    }

    private static void tls(Properties p, Tls tls) {
        p.setProperty("sslmode", tls.mode().word());
        p.setProperty("sslfactory", TlsSocketFactory.class.getName());
        path(p, "sslrootcert", tls.rootCert());
        path(p, "sslcert", tls.cert());
        path(p, "sslkey", tls.key());
        if (tls.keyPassword() != null) {
            p.setProperty("sslpassword", tls.keyPassword().reveal());
        }
    }

    private static void path(Properties p, String name, @Nullable Path value) {
        if (value != null) {
            p.setProperty(name, value.toString());
        }
    }
}
