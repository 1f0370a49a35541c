package dev.howdah.engine.pool.sources;

import dev.howdah.engine.sample.Probe;
import dev.howdah.engine.sqltext.Passwords;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the server knows about the sessions of its clients, added up by the server itself. */
public final class ServerSessions {
    private ServerSessions() {}

    /** By what sessions are added up. */
    public enum Dimension {
        STATE,
        APPLICATION,
        USER,
        CLIENT,
        DATABASE
    }

    /**
     * The sessions that share one value.
     *
     * @param name the state, application, user, client address or database; empty when the session has none or the role may not
     *     see it; null for all that are not among the fifty largest, taken together
     * @param waiting those that wait for a lock
     * @param oldestTransactionSeconds age of the oldest transaction; null when there is none to be seen
     * @param longestStateSeconds longest time that one of them has been in its state; likewise
     * @param members how many values are taken together: 1, or more where {@code name} is null
     */
    public record Group(
            Dimension dimension,
            @Nullable String name,
            long total,
            long active,
            long idle,
            long idleInTransaction,
            long waiting,
            @Nullable Double oldestTransactionSeconds,
            @Nullable Double longestStateSeconds,
            long members) {}

    /**
     * @param used client sessions
     * @param own those of Howdah among them
     * @param databaseLimit connection limit of this database, null for none
     * @param roleLimit connection limit of this role, null for none
     */
    public record HeadRoom(
            int maxConnections,
            int superuserReserved,
            int reserved,
            int used,
            int own,
            @Nullable Integer databaseLimit,
            @Nullable Integer roleLimit) {

        /** Connections that ordinary roles can have together. */
        public int usable() {
            return maxConnections - superuserReserved - reserved;
        }

        /** Connections that ordinary roles can still open; not below 0. */
        public int free() {
            return Math.max(0, usable() - used);
        }

        /** Part of the usable connections that is taken. */
        public double share() {
            return used / (double) Math.max(1, usable());
        }
    }

    /**
     * A session that holds a transaction open and does nothing.
     *
     * @param xminAge transactions since the snapshot that it keeps vacuum from removing; null when it holds none
     * @param blocks sessions that wait for a lock of its
     * @param query the last statement, cut at 1,000 characters
     */
    public record IdleInTransaction(
            int pid,
            Instant backendStart,
            String application,
            String user,
            String database,
            String client,
            String state,
            double idleSeconds,
            double transactionSeconds,
            @Nullable Integer xminAge,
            int blocks,
            String query) {
        public IdleInTransaction {
            query = Passwords.hide(query);
        }
    }

    /** At most 51 groups a dimension, whatever the number of sessions. */
    public static final Probe<List<Group>> GROUPS = Probe.rows("pool/session-groups", Group.class);

    public static final Probe<HeadRoom> HEAD_ROOM = Probe.row("pool/head-room", HeadRoom.class);

    /** The 200 oldest. */
    public static final Probe<List<IdleInTransaction>> IDLE_IN_TRANSACTION =
            Probe.rows("pool/idle-in-transaction", IdleInTransaction.class);
}
