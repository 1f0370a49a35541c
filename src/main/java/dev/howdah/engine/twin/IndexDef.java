package dev.howdah.engine.twin;

import dev.howdah.engine.db.Identifiers;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * An index that does not exist yet. Immutable; two are equal when they would be the same index.
 *
 * @param tableId the table's id in the capsule
 * @param table qualified and quoted
 * @param method btree, gin, gist, brin, hash …
 * @param include names of columns that are only carried along
 * @param predicate of a partial index, as SQL; null for a full one
 */
public record IndexDef(
        long tableId, String table, String method, List<Key> keys, List<String> include, @Nullable String predicate) {

    /**
     * One part of the key.
     *
     * @param column the column's name; null for an expression
     * @param expression as SQL, without outer brackets; null for a column
     * @param opclass null for the type's default
     */
    public record Key(
            @Nullable String column, @Nullable String expression, @Nullable String opclass, boolean descending, boolean nullsFirst) {
        public static Key of(String column) {
            return new Key(column, null, null, false, false);
        }

        /** As CREATE INDEX takes it. */
        public String sql() {
            String what = column != null ? Identifiers.quote(column) : "(" + expression + ")";
            String direction = descending ? " DESC" + (nullsFirst ? "" : " NULLS LAST") : nullsFirst ? " NULLS FIRST" : "";
            return what + (opclass == null ? "" : " " + opclass) + direction;
        }
    }

    public IndexDef {
        keys = List.copyOf(keys);
        include = List.copyOf(include);
    }

    public static IndexDef btree(long tableId, String table, List<String> columns) {
        return new IndexDef(tableId, table, "btree", columns.stream().map(Key::of).toList(), List.of(), null);
    }

    /** The same of another table, as of a partition. */
    IndexDef on(long otherId, String other) {
        return new IndexDef(otherId, other, method, keys, include, predicate);
    }

    public IndexDef withInclude(List<String> columns) {
        return new IndexDef(tableId, table, method, keys, columns, predicate);
    }

    public IndexDef withPredicate(@Nullable String where) {
        return new IndexDef(tableId, table, method, keys, include, where);
    }

    /** {@code (a, b DESC) INCLUDE (c) WHERE …}. */
    public String body() {
        StringBuilder sql = new StringBuilder("(");
        sql.append(keys.stream().map(Key::sql).collect(Collectors.joining(", "))).append(')');
        if (!include.isEmpty()) {
            sql.append(" INCLUDE (").append(include.stream().map(Identifiers::quote).collect(Collectors.joining(", "))).append(')');
        }
        if (predicate != null) {
            sql.append(" WHERE ").append(predicate);
        }
        return sql.toString();
    }

    /** The statement that makes it, without a closing semicolon. */
    public String ddl(@Nullable String name, boolean concurrently) {
        return "CREATE INDEX " + (concurrently ? "CONCURRENTLY " : "") + (name == null ? "" : Identifiers.quote(name) + " ") + "ON " + table
                + (method.equals("btree") ? "" : " USING " + method) + " " + body();
    }
}
