package dev.howdah.engine.job;

import dev.howdah.engine.db.Identifiers;
import dev.howdah.engine.text.Text;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Finds a table's key and the places at which to cut it. Stateless. */
final class Keys {
    // Of the unique indexes over plain columns that are never null: the primary key first, then the narrowest.
    private static final String FIND = """
            SELECT t.oid::bigint,
                   array_agg(a.attname::text ORDER BY k.n),
                   array_agg(pg_catalog.format_type(a.atttypid, a.atttypmod) ORDER BY k.n)
            FROM pg_catalog.pg_class t
            JOIN pg_catalog.pg_index i ON i.indrelid = t.oid
            CROSS JOIN LATERAL unnest(i.indkey::int2[]) WITH ORDINALITY AS k(attnum, n)
            LEFT JOIN pg_catalog.pg_attribute a ON a.attrelid = t.oid AND a.attnum = k.attnum
            WHERE t.oid = pg_catalog.to_regclass(?) AND i.indisunique AND i.indisvalid AND i.indpred IS NULL
              AND i.indexprs IS NULL AND k.n <= i.indnkeyatts
            GROUP BY t.oid, i.indexrelid, i.indisprimary, i.indnkeyatts
            HAVING bool_and(a.attnotnull)
            ORDER BY i.indisprimary DESC, i.indnkeyatts, i.indexrelid""";

    private Keys() {}

    /**
     * The key to go by.
     *
     * @param wanted columns that some unique index must have; null for the best
     * @throws JobException when the table does not exist or has no such key
     */
    static Key find(Connection c, TableName table, @Nullable List<String> wanted) throws SQLException {
        try (PreparedStatement s = c.prepareStatement(FIND)) {
            s.setString(1, table.sql());
            try (ResultSet r = s.executeQuery()) {
                while (r.next()) {
                    Key key = new Key(r.getLong(1), strings(r.getArray(2)), strings(r.getArray(3)));
                    if (wanted == null || key.columns().equals(wanted)) {
                        return key;
                    }
                }
            }
        }
        if (!exists(c, table)) {
            throw new JobException(JobException.Kind.CHANGED, Text.of("job.no-table", table));
        }
        throw new JobException(JobException.Kind.BAD_INPUT, wanted == null
                ? Text.of("job.no-key", table)
                : Text.of("job.no-such-key", table, String.join(", ", wanted)));
    }

    /** The last place of the table, null when it is empty. */
    static @Nullable List<String> last(Connection c, TableName table, Key key) throws SQLException {
        return place(c, "SELECT " + key.places() + " FROM " + table.sql() + " ORDER BY " + key.descending() + " LIMIT 1", key);
    }

    /**
     * The next chunk of at most so many rows, null when nothing is left.
     *
     * @param until the last place of the whole job
     */
    static @Nullable Chunk next(Connection c, TableName table, Key key, @Nullable List<String> after, List<String> until, int size)
            throws SQLException {
        String range = key.compare("<=", until) + (after == null ? "" : " AND " + key.compare(">", after));
        String sql = "SELECT " + key.places() + ", n FROM (SELECT " + key.list() + ", row_number() OVER () AS n FROM (SELECT "
                + key.list() + " FROM " + table.sql() + " WHERE " + range + " ORDER BY " + key.list() + " LIMIT " + size
                + ") taken) numbered ORDER BY n DESC LIMIT 1";
        try (var s = c.createStatement();
                ResultSet r = s.executeQuery(sql)) {
            return r.next()
                    ? new Chunk(table, key, after, place(r, key), r.getLong(key.columns().size() + 1), "")
                    : null;
        }
    }

    private static boolean exists(Connection c, TableName table) throws SQLException {
        String sql = "SELECT pg_catalog.to_regclass(" + Identifiers.literal(table.sql()) + ") IS NOT NULL";
        try (var s = c.createStatement();
                ResultSet r = s.executeQuery(sql)) {
            r.next();
            return r.getBoolean(1);
        }
    }

    private static @Nullable List<String> place(Connection c, String sql, Key key) throws SQLException {
        try (var s = c.createStatement();
                ResultSet r = s.executeQuery(sql)) {
            return r.next() ? place(r, key) : null;
        }
    }

    private static List<String> place(ResultSet r, Key key) throws SQLException {
        List<String> place = new ArrayList<>();
        for (int i = 1; i <= key.columns().size(); i++) {
            place.add(r.getString(i));
        }
        return place;
    }

    static List<String> strings(Array array) throws SQLException {
        return List.of((String[]) array.getArray());
    }
}
