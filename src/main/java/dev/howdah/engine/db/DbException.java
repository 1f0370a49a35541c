package dev.howdah.engine.db;

import dev.howdah.engine.text.Text;
import java.io.InterruptedIOException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;

/** Carries a {@link DbProblem} to whoever shows it. The cause keeps the driver's own exception. */
public final class DbException extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private static final Pattern NOT_LENT = Pattern.compile(".* - Connection is not available, request timed out after (\\d+)ms.*", Pattern.DOTALL);

    private final transient DbProblem problem;

    public DbException(DbProblem problem, @Nullable Throwable cause) {
        super(problem.detail(), cause);
        this.problem = problem;
    }

    public DbProblem problem() {
        return problem;
    }

    /** Reads the driver's exception: the deepest server message decides, else the kind of network failure. */
    public static DbException of(Throwable e, Target target) {
        return e instanceof DbException d ? d : new DbException(problem(e, target), e);
    }

    private static DbProblem problem(Throwable e, Target target) {
        SQLException sql = find(e, SQLException.class);
        for (Throwable t = e; t != null; t = t.getCause()) {
            if (t instanceof SQLException s && s.getSQLState() != null) {
                sql = s;
            }
        }
        UnknownHostException host = find(e, UnknownHostException.class);
        String detail = host == null
                ? message(sql == null ? e : sql)
                : Text.of("problem.unknown-host", String.valueOf(host.getMessage()).replaceFirst(":.*", ""));
        String where = target.address();
        String tls = TlsWords.of(e, target.tls());
        if (tls != null) {
            return new DbProblem.TlsFailed(where, tls);
        }
        if (find(e, SocketTimeoutException.class) != null || find(e, InterruptedIOException.class) != null) {
            boolean connecting = sql != null && "08001".equals(sql.getSQLState());
            return connecting ? new DbProblem.Unreachable(where, detail) : new DbProblem.Silent(where, detail);
        }
        String state = sql == null ? null : sql.getSQLState();
        if (state == null) {
            return find(e, SQLTransientConnectionException.class) != null
                    ? new DbProblem.Timeout(where, withoutCounts(detail))
                    : new DbProblem.Unexpected(where, detail);
        }
        return refusedToEnter(e, state)
                ? new DbProblem.LoginRefused(target.user() + "@" + where, state, detail)
                : byState(state, detail, target);
    }

    /** The pool's own words name its parts and counters. */
    private static String withoutCounts(String detail) {
        Matcher late = NOT_LENT.matcher(detail);
        return late.matches() ? Text.of("problem.not-lent", late.group(1)) : detail;
    }

    /** Refusals while the session begins whose SQLSTATE says less: no password at hand, no right to the database. */
    private static boolean refusedToEnter(Throwable e, String state) {
        PSQLException driver = find(e, PSQLException.class);
        ServerErrorMessage server = driver == null ? null : driver.getServerErrorMessage();
        return server == null
                ? driver != null && "08004".equals(state)
                : "42501".equals(state) && "CheckMyDatabase".equals(server.getRoutine());
    }

    private static DbProblem byState(String state, String detail, Target target) {
        String where = target.address();
        return switch (state) {
            case "28P01", "28000" -> new DbProblem.LoginRefused(target.user() + "@" + where, state, detail);
            case "53300" -> new DbProblem.Full(where, state, detail);
            case "57P01", "57P02", "57P03", "57P05" -> new DbProblem.ShuttingDown(where, state, detail);
            case "57014" -> cancelled(detail, where);
            case "55P03" -> new DbProblem.Timeout(where, detail);
            case "42501" -> new DbProblem.Denied(where, state, detail);
            case "3D000", "42P01", "42883", "42704", "42703", "3F000" -> new DbProblem.Missing(where, state, detail);
            case "40001", "40P01" -> new DbProblem.Conflict(where, state, detail);
            case "25006" -> new DbProblem.ReadOnly(where, state, detail);
            default -> state.startsWith("08")
                    ? new DbProblem.Unreachable(where, detail)
                    : new DbProblem.ServerSide(where, state, detail);
        };
    }

    /** Servers say in their own language who cancelled; what Howdah cancelled itself is known without. */
    private static DbProblem cancelled(String detail, String where) {
        return Cancellation.currentIsCancelled() || detail.contains("user request") || detail.startsWith("cancelled")
                ? new DbProblem.Cancelled(where, detail)
                : new DbProblem.Timeout(where, detail);
    }

    private static String message(Throwable t) {
        if (t instanceof PSQLException p && p.getServerErrorMessage() != null) {
            return String.valueOf(p.getServerErrorMessage().getMessage());
        }
        return t.getMessage() == null ? t.getClass().getSimpleName() : t.getMessage();
    }

    static <T> @Nullable T find(Throwable e, Class<T> type) {
        for (Throwable t = e; t != null; t = t.getCause()) {
            if (type.isInstance(t)) {
                return type.cast(t);
            }
        }
        return null;
    }
}
