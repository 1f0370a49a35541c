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
        Properties p = new Properties();
        p.setProperty("user", target.user());
        if (target.password() != null) {
            p.setProperty("password", target.password().reveal());
        }
        p.setProperty("ApplicationName", "howdah/" + session.part());
        p.setProperty("tcpKeepAlive", "true");
        p.setProperty("connectTimeout", String.valueOf(CONNECT_TIMEOUT.toSeconds()));
        p.setProperty("loginTimeout", String.valueOf(CONNECT_TIMEOUT.toSeconds()));
        p.setProperty("logServerErrorDetail", "false");
        p.setProperty("socketTimeout", String.valueOf(socketTimeout(session).toSeconds()));
        if (session.readOnly()) {
            p.setProperty("readOnly", "true");
            p.setProperty("readOnlyMode", "always");
        }
        p.setProperty("options", options(session));
        tls(p, target.tls());
        target.properties().forEach((k, v) -> p.setProperty(k, v));
        return p;
    }

    /** Opens one connection outside any pool. The caller closes it. */
    public static Connection open(Target target, SessionSpec session) {
        try {
            return DriverManager.getConnection(target.jdbcUrl(), properties(target, session));
        } catch (SQLException e) {
            throw DbException.of(e, target);
        }
    }

    private static Duration socketTimeout(SessionSpec session) {
        return session.statementTimeout().isZero() ? Duration.ZERO : session.statementTimeout().plusSeconds(5);
    }

    private static String options(SessionSpec session) {
        StringBuilder o = new StringBuilder();
        option(o, "statement_timeout", session.statementTimeout());
        option(o, "lock_timeout", session.lockTimeout());
        option(o, "idle_in_transaction_session_timeout", session.idleInTransactionTimeout());
        if (session.readOnly()) {
            o.append(" -c default_transaction_read_only=on");
        }
        return o.toString().trim();
    }

    private static void option(StringBuilder o, String setting, Duration value) {
        o.append(" -c ").append(setting).append('=').append(value.toMillis());
    }

    private static void tls(Properties p, Tls tls) {
        p.setProperty("sslmode", tls.mode().word());
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
