package dev.howdah.engine.activity;

import dev.howdah.engine.audit.Act;
import dev.howdah.engine.audit.AuditLog;
import dev.howdah.engine.audit.Deed;
import dev.howdah.engine.audit.Place;
import dev.howdah.engine.db.Db;
import dev.howdah.engine.db.DbException;
import dev.howdah.engine.db.DbProblem;
import dev.howdah.engine.text.Text;
import java.util.List;
import java.util.Map;

/**
 * Cancels statements and ends sessions. The pid and the start of the session are compared within the statement that sends the
 * signal, so that a process that got the same pid meanwhile is left alone. Thread-safe.
 */
public final class Signals {
    private final Db db;
    private final AuditLog audit;

    /** @param db a connection that may write nothing still may signal */
    public Signals(Db db, AuditLog audit) {
        this.db = db;
        this.audit = audit;
    }

    /** What became of a signal. */
    public enum Outcome {
        /** The server sent it; the session may take a moment to react. */
        SENT,
        /** The session had ended before. */
        GONE
    }

    /**
     * Cancels what the session runs; the session and, unless the client gives up, its connection stay.
     *
     * @throws dev.howdah.engine.db.DbException Denied when the role may not signal that session
     */
    public Outcome cancel(SessionId session) {
        return send("activity/signal-cancel", Act.CANCEL, session);
    }

    /**
     * Ends the session: its transaction is rolled back, its connection closed.
     *
     * @throws dev.howdah.engine.db.DbException Denied when the role may not signal that session
     */
    public Outcome terminate(SessionId session) {
        return send("activity/signal-terminate", Act.TERMINATE, session);
    }

    private Outcome send(String query, Act act, SessionId session) {
        String words = Text.of("audit.session", Integer.toString(session.pid()), session.backendStart());
        return audit.doing(Deed.of(Place.of(db.target()), act, words), () -> send(query, session));
    }

    private Outcome send(String query, SessionId session) {
        List<Sent> sent = db.list(
                query, Sent.class, Map.of("pid", session.pid(), "backendStart", session.backendStart()));
        if (sent.stream().anyMatch(Sent::hidden)) {
            throw new DbException(
                    new DbProblem.Denied(db.target().address(), "42501", Text.of("activity.signal.hidden", session.pid())), null);
        }
        return sent.stream().anyMatch(Sent::sent) ? Outcome.SENT : Outcome.GONE;
    }

    /** @param hidden the role may not see when the session began, so nobody can tell whether it is the one that was meant */
    record Sent(boolean hidden, boolean sent) {}
}
