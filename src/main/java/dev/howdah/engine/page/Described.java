package dev.howdah.engine.page;

import dev.howdah.engine.db.Cancellation;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * A query as the server understands it.
 *
 * @param keys the whole order
 * @param types of the keys, quoted
 * @param width columns before the hidden ones
 * @param query hash of the query's identity
 * @param schema hash of columns and key types
 */
record Described(List<SortKey> keys, List<String> types, List<Boolean> nullable, int width, long query, long schema) {

    static Described of(Connection c, PageQuery q) throws SQLException {
        List<SortKey> keys = q.seekable() ? q.total() : q.order();
        Draft out = new Draft(q.params()).add("SELECT ").add(q.columns());
        for (SortKey k : keys) {
            // CASE hides from the driver that this may be a serial column, whose type it would call so.
            out.add(", CASE WHEN true THEN ").add(k.expression()).add(" END");
        }
        q.writeFrom(out);
        out.add(" LIMIT 0");
        try (PreparedStatement s = out.prepare(c, "")) {
            return Cancellation.running(s, () -> {
                try (ResultSet rs = s.executeQuery()) {
                    return read(rs.getMetaData(), keys, q);
                }
            });
        }
    }

    private static Described read(ResultSetMetaData m, List<SortKey> keys, PageQuery q) throws SQLException {
        int width = m.getColumnCount() - keys.size();
        List<String> types = new ArrayList<>();
        List<Boolean> nullable = new ArrayList<>();
        for (int i = 0; i < keys.size(); i++) {
            String name = m.getColumnTypeName(width + 1 + i);
            types.add(name.startsWith("\"") ? name : '"' + name.replace("\"", "\"\"") + '"');
            nullable.add(!q.notNull().contains(keys.get(i).expression()));
        }
        return new Described(keys, types, nullable, width, hash(q.identity()), schema(m, width, types));
    }

    /** Whether a result has the visible columns that the query was known to have, and the hidden ones right behind them. */
    boolean fits(ResultSetMetaData m) throws SQLException {
        boolean placed = keys.isEmpty()
                ? m.getColumnCount() == width
                : m.getColumnCount() > width && m.getColumnLabel(width + 1).equals("howdah_k0");
        return placed && schema(m, width, types) == schema;
    }

    /** Hash of the visible columns of a result together with the key types. */
    private static long schema(ResultSetMetaData m, int width, List<String> types) throws SQLException {
        StringBuilder text = new StringBuilder();
        for (int i = 1; i <= width; i++) {
            text.append(m.getColumnLabel(i)).append('\0').append(m.getColumnType(i)).append('\0');
        }
        return hash(text.append(types).toString());
    }

    private static long hash(String text) {
        byte[] b = text.getBytes(StandardCharsets.UTF_8);
        return dev.howdah.engine.sqltext.Hash.of(b, 0, b.length);
    }
}
