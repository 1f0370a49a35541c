package dev.howdah.engine.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Rows of samples from and to the tables. Stateless. */
final class Rows {
    /** A row as it was read, with the figures that it holds. */
    record Stored(Row row, int figures, long written) {}

    /** Rows that are looked at for the nearest step: they overlap where clocks jumped. */
    private static final int NEAR = 4;

    private Rows() {}

    static void insert(Connection c, Level level, int target, int figures, List<Row> rows) throws SQLException {
        if (rows.isEmpty()) {
            return;
        }
        boolean blocks = level == Level.COARSE;
        try (PreparedStatement s = c.prepareStatement("INSERT INTO " + level.samples() + " (target, at, figures, steps, means, peaks"
                + (blocks ? ", block_means, block_peaks) VALUES (?, ?, ?, ?, ?, ?, ?, ?)" : ") VALUES (?, ?, ?, ?, ?, ?)"))) {
            for (Row row : rows) {
                s.setInt(1, target);
                s.setTimestamp(2, Timestamp.from(Instant.ofEpochSecond(row.second())));
                s.setInt(3, figures);
                s.setInt(4, row.steps());
                s.setArray(5, c.createArrayOf("float4", Floats.boxed(row.means())));
                float[] peaks = row.peaks();
                s.setArray(6, peaks == null ? null : c.createArrayOf("float4", Floats.boxed(peaks)));
                if (blocks) {
                    Row block = row.block();
                    s.setArray(7, c.createArrayOf("float4", Floats.boxed(block.means())));
                    s.setArray(8, c.createArrayOf("float4", Floats.boxed(java.util.Objects.requireNonNull(block.peaks()))));
                }
                s.addBatch();
            }
            s.executeBatch();
        }
    }

    /** The rows that hold something from {@code from} to {@code to}, in the order in which they were written. */
    static List<Stored> read(Connection c, Level level, int target, long from, long to, boolean peaks) throws SQLException {
        String columns = peaks ? "array_send(peaks)" : "NULL::bytea";
        List<Stored> rows = new ArrayList<>();
        try (PreparedStatement s = c.prepareStatement(query(level, columns))) {
            bind(s, 1, level, target, from, to);
            s.setFetchSize(0);
            try (ResultSet r = s.executeQuery()) {
                rows.addAll(read(r, level, from));
            }
        }
        rows.sort(Comparator.comparingLong(Stored::written));
        return rows;
    }

    /** @param peaks the column that tells them */
    static String query(Level level, String peaks) {
        return "SELECT extract(epoch FROM at)::bigint, seq, figures, steps, array_send(means), " + peaks + " FROM " + level.samples()
                + " WHERE target = ? AND at > ? AND at < ?";
    }

    /** @return the next place */
    static int bind(PreparedStatement s, int place, Level level, int target, long from, long to) throws SQLException {
        s.setInt(place, target);
        s.setTimestamp(place + 1, Timestamp.from(Instant.ofEpochSecond(from - level.block())));
        s.setTimestamp(place + 2, Timestamp.from(Instant.ofEpochSecond(to)));
        return place + 3;
    }

    /** Rows of that query. */
    static List<Stored> read(ResultSet r, Level level, long from) throws SQLException {
        List<Stored> rows = new ArrayList<>();
        while (r.next()) {
            byte[] peak = r.getBytes(6);
            Row row = new Row(r.getLong(1), level.step(), r.getInt(4), Floats.of(r.getBytes(5)), peak == null ? null : Floats.of(peak));
            if (row.end() > from) {
                rows.add(new Stored(row, r.getInt(3), r.getLong(2)));
            }
        }
        return rows;
    }

    /** The blocks of the coarsest level, each as one step, in the order in which they were written. */
    static List<Stored> blocks(Connection c, int target, long from, long to) throws SQLException {
        int block = Level.COARSE.block();
        List<Stored> rows = new ArrayList<>();
        try (PreparedStatement s = c.prepareStatement("SELECT extract(epoch FROM at)::bigint, seq, figures, array_send(block_means),"
                + " array_send(block_peaks) FROM " + Level.COARSE.samples() + " WHERE target = ? AND at > ? AND at < ? AND block_means IS NOT NULL")) {
            s.setInt(1, target);
            s.setTimestamp(2, Timestamp.from(Instant.ofEpochSecond(from - block)));
            s.setTimestamp(3, Timestamp.from(Instant.ofEpochSecond(to)));
            try (ResultSet r = s.executeQuery()) {
                while (r.next()) {
                    Row row = new Row(r.getLong(1), block, 1, Floats.of(r.getBytes(4)), Floats.of(r.getBytes(5)));
                    rows.add(new Stored(row, r.getInt(3), r.getLong(2)));
                }
            }
        }
        rows.sort(Comparator.comparingLong(Stored::written));
        return rows;
    }

    /** When the newest row ends, or the oldest begins; null when there is none. */
    static @Nullable Long edge(Connection c, Level level, int target, boolean newest) throws SQLException {
        try (PreparedStatement s = c.prepareStatement("SELECT extract(epoch FROM at)::bigint, steps FROM " + level.samples()
                + " WHERE target = ? ORDER BY at " + (newest ? "DESC" : "ASC") + " LIMIT 1")) {
            s.setInt(1, target);
            try (ResultSet r = s.executeQuery()) {
                if (!r.next()) {
                    return null;
                }
                return newest ? r.getLong(1) + (long) r.getInt(2) * level.step() : r.getLong(1);
            }
        }
    }

    /** The next step before or after a second that holds anything; null when there is none. */
    static @Nullable Long neighbour(Connection c, Level level, int target, long second, boolean later) throws SQLException {
        String query = later ? "at > ? ORDER BY at LIMIT " : "at < ? ORDER BY at DESC LIMIT ";
        Long best = null;
        try (PreparedStatement s = c.prepareStatement("SELECT extract(epoch FROM at)::bigint, steps, array_send(means) FROM " + level.samples()
                + " WHERE target = ? AND " + query + NEAR)) {
            s.setInt(1, target);
            s.setTimestamp(2, Timestamp.from(Instant.ofEpochSecond(later ? second - level.block() : second)));
            try (ResultSet r = s.executeQuery()) {
                while (r.next()) {
                    Row row = new Row(r.getLong(1), level.step(), r.getInt(2), Floats.of(r.getBytes(3)), null);
                    for (int i = 0; i < row.steps(); i++) {
                        long at = row.second() + (long) i * row.step();
                        boolean beyond = later ? at > second : at < second;
                        if (beyond && (best == null || later == at < best) && row.holds(i)) {
                            best = at;
                        }
                    }
                }
            }
        }
        return best;
    }

    /** The first second from {@code from} on for which there is a row; null when there is none. */
    static @Nullable Long next(Connection c, Level level, int target, long from) throws SQLException {
        try (PreparedStatement s = c.prepareStatement("SELECT extract(epoch FROM min(at))::bigint FROM " + level.samples()
                + " WHERE target = ? AND at >= ?")) {
            s.setInt(1, target);
            s.setTimestamp(2, Timestamp.from(Instant.ofEpochSecond(from)));
            try (ResultSet r = s.executeQuery()) {
                r.next();
                long found = r.getLong(1);
                return r.wasNull() ? null : found;
            }
        }
    }
}
