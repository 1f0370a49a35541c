package dev.howdah.engine.activity;

import dev.howdah.engine.db.Db;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A slot, a standby, the receiver or a subscription of a server. Immutable.
 *
 * @param detail kind of slot, database, WAL status; address and how a standby is waited for
 * @param behindBytes WAL that it still needs; null when that is not told
 * @param lagSeconds of replay; null when that is not told
 */
public record ReplicationRow(Kind kind, String name, String state, String detail, @Nullable Long behindBytes, @Nullable Double lagSeconds) {
    /** What it is. */
    public enum Kind {
        SLOT,
        STANDBY,
        RECEIVER,
        SUBSCRIPTION
    }

    /** All of a server, by kind and name. */
    public static List<ReplicationRow> read(Db db) {
        return db.list("activity/replication", ReplicationRow.class);
    }
}
