package dev.howdah.engine.page;

import dev.howdah.engine.db.Cancellation;
import dev.howdah.engine.db.Db;
import dev.howdah.engine.db.Identifiers;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads tables, views and SELECTs for people: every value as text, long ones only as far as a cell shows. Meant for a {@link Db} whose
 * sessions are read-only. Thread-safe.
 */
public final class Browser {
    /** Characters of a value that a grid gets. */
    public static final int PREVIEW = 300;
    /** Stored bytes up to which a value that cannot be read in part is opened. */
    private static final int OPENED = 8_000;

    private final Db db;

    public Browser(Db db) {
        this.db = db;
    }

    /** What is browsed, with its columns. */
    public record Source(PageQuery query, List<Column> columns) {}

    /** All tables and views that are not the system's, by schema and name. */
    public List<Relation> relations() {
        return db.list("page/relations", Relation.class);
    }

    /** The table that an index, a sequence, a constraint, a trigger or a column belongs to, by {@code schema.name}; null when none does. */
    public @Nullable String owner(String object) {
        return db.list("page/owner", Owner.class, Map.of("object", object)).stream().findFirst().map(o -> o.schema() + "." + o.name()).orElse(null);
    }

    /** A row of owner.sql. */
    public record Owner(String schema, String name) {}

    /** A table or view. Without a primary key or a unique one over columns that are never null, a table's rows are told apart by ctid. */
    public Source table(String schema, String name) {
        TableKey key = db.one("page/table_key", TableKey.class, Map.of("name", Identifiers.quote(schema, name)));
        PageQuery q = PageQuery.table(schema, name, key.keyColumns(), Set.copyOf(key.notNull()));
        if (key.keyColumns().isEmpty() && (key.kind().equals("r") || key.kind().equals("m"))) {
            q = new PageQuery(q.from(), q.table(), q.params(), q.columns(), List.of(), List.of("q.ctid"), withCtid(q.notNull()), List.of(), false);
        }
        return source(q);
    }

    /** @param kind as in pg_class.relkind */
    public record TableKey(String kind, List<String> keyColumns, List<String> notNull) {}

    private static Set<String> withCtid(Set<String> names) {
        Set<String> all = new LinkedHashSet<>(names);
        all.add("q.ctid");
        return all;
    }

    /**
     * A SELECT.
     *
     * @param key output columns that tell its rows apart, or empty
     */
    public Source select(String sql, List<String> key) {
        return source(PageQuery.select(sql, List.of(), key));
    }

    private Source source(PageQuery q) {
        List<Column> columns = db.withConnection(c -> columns(c, q));
        return new Source(q.selecting(previews(columns)), columns);
    }

    private static List<Column> columns(Connection c, PageQuery q) throws SQLException {
        Draft out = new Draft(q.params()).add("SELECT q.*");
        q.writeFrom(out);
        out.add(" LIMIT 0");
        try (PreparedStatement s = out.prepare(c, "")) {
            return Cancellation.running(s, () -> {
                try (ResultSet rs = s.executeQuery()) {
                    List<Column> columns = new ArrayList<>();
                    for (int i = 1; i <= rs.getMetaData().getColumnCount(); i++) {
                        String type = rs.getMetaData().getColumnTypeName(i);
                        columns.add(new Column(rs.getMetaData().getColumnLabel(i), Types.shown(type), Types.kind(type)));
                    }
                    return columns;
                }
            });
        }
    }

    /** Two output columns for each: its beginning as text, and its size when that is not all. */
    private static String previews(List<Column> columns) {
        List<String> list = new ArrayList<>();
        for (Column column : columns) {
            String v = PageQuery.column(column.name());
            switch (column.kind()) {
                case TEXT -> list.add("left(" + v + "::text, " + PREVIEW + "), CASE WHEN octet_length(" + v + "::text) > " + PREVIEW
                        + " THEN octet_length(" + v + "::text) END");
                case BYTES -> list.add("substring(" + v + " FROM 1 FOR " + PREVIEW / 4 + ")::text, CASE WHEN octet_length(" + v + ") > "
                        + PREVIEW / 4 + " THEN octet_length(" + v + ") END");
                case NUMBER, BOOLEAN, TIME -> list.add(v + "::text, NULL::int");
                default -> list.add("CASE WHEN pg_column_size(" + v + ") <= " + OPENED + " THEN left(" + v + "::text, " + PREVIEW + ") END, "
                        + "CASE WHEN pg_column_size(" + v + ") > " + OPENED + " THEN pg_column_size(" + v + ") WHEN length(" + v
                        + "::text) > " + PREVIEW + " THEN octet_length(" + v + "::text) END");
            }
        }
        return list.isEmpty() ? "NULL" : String.join(", ", list);
    }

    /** Reads a row of {@link Source#query}. */
    public static RowReader<List<CellValue>> cells(int columns) {
        return rs -> {
            List<CellValue> row = new ArrayList<>(columns);
            for (int i = 0; i < columns; i++) {
                String text = rs.getString(2 * i + 1);
                long size = rs.getLong(2 * i + 2);
                boolean cut = !rs.wasNull();
                row.add(text == null && !cut ? CellValue.NULL : new CellValue(text, false, cut ? size : -1));
            }
            return row;
        };
    }

    /**
     * A value whole, as text.
     *
     * @param row its row's number from 0 in the source's order
     * @param most characters that are read at most; a longer value is cut
     */
    public @Nullable String value(Source source, HybridPager pager, long row, String column, int most) {
        Column of = source.columns().stream().filter(c -> c.name().equals(column)).findFirst().orElseThrow();
        String v = PageQuery.column(column);
        String part = of.kind() == Column.Kind.BYTES
                ? "encode(substring(" + v + " FROM 1 FOR " + most / 2 + "), 'hex')"
                : "left(" + v + "::text, " + most + ")";
        RowWindow<String> window = new RowWindow<>(pager, source.query().selecting(part), rs -> rs.getString(1));
        List<String> found = window.rows(row, 1, -1).rows();
        return found.isEmpty() ? null : found.getFirst();
    }
}
