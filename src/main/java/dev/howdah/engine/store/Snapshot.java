package dev.howdah.engine.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;

/**
 * A row of the snapshots' tables.
 *
 * @param since when what it tells began
 */
@SuppressWarnings("ArrayRecordComponent") // only read
record Snapshot(int kind, Instant since, Instant at, byte[] body) {
    static final String COLUMNS = "kind, since, at, body";

    static Snapshot of(ResultSet r) throws SQLException {
        return new Snapshot(r.getInt(1), r.getTimestamp(2).toInstant(), r.getTimestamp(3).toInstant(), r.getBytes(4));
    }
}
