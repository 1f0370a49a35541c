package dev.howdah.engine.activity;

import dev.howdah.engine.sample.Probe;
import dev.howdah.engine.sqltext.Passwords;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One process of the server, as pg_stat_activity shows it. Ages are in seconds, measured by the server's own clock; null where
 * there is nothing to measure. Of other users' sessions most is null without pg_read_all_stats.
 *
 * @param leaderPid the process that a parallel worker works for
 * @param backendStart together with the pid it names a session for ever; null where the role may not see it
 * @param state active, idle, idle in transaction, idle in transaction (aborted), fastpath function call, disabled
 * @param stateSeconds since the state changed: for an idle session how long it has been idle
 * @param xidAge transactions since this one got its number
 * @param xminAge transactions since the oldest snapshot that it still needs
 * @param queryId 0 when unknown
 * @param query the running statement, or the last one of an idle session; cut at track_activity_query_size; without passwords
 */
public record Session(
        int pid,
        @Nullable Integer leaderPid,
        String backendType,
        String database,
        String user,
        String application,
        @Nullable String clientAddress,
        @Nullable Integer clientPort,
        @Nullable Instant backendStart,
        @Nullable String state,
        @Nullable String waitEventType,
        @Nullable String waitEvent,
        @Nullable Double connectedSeconds,
        @Nullable Double transactionSeconds,
        @Nullable Double statementSeconds,
        @Nullable Double stateSeconds,
        @Nullable Integer xidAge,
        @Nullable Integer xminAge,
        long queryId,
        @Nullable String query) {

    public Session {
        query = query == null ? null : Passwords.hide(query);
    }

    /** All sessions but Howdah's own one that asks; once a second. */
    public static final Probe<List<Session>> PROBE = Probe.rows("activity/sessions", Session.class);

    /** True while it runs a statement. */
    public boolean active() {
        return "active".equals(state);
    }

    /** True while it holds a transaction open and does nothing. */
    public boolean idleInTransaction() {
        return state != null && state.startsWith("idle in transaction");
    }

    /** True when the role may not see what it does: another user's session, without pg_read_all_stats. */
    public boolean unseen() {
        return state == null && backendType.isEmpty();
    }

    /** True for a connection of an application or a person, false for the server's own processes. */
    public boolean client() {
        return backendType.equals("client backend");
    }

    /** What it waits for; null unless it is active. */
    public @Nullable WaitClass waits() {
        return active() ? WaitClass.of(waitEventType) : null;
    }

    /** Its name for ever, or null where the role may not see when it began. */
    public @Nullable SessionId id() {
        return backendStart == null ? null : new SessionId(pid, backendStart);
    }
}
