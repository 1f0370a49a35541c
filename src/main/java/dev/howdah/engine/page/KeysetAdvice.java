package dev.howdah.engine.page;

import dev.howdah.engine.db.Db;
import dev.howdah.engine.db.DbException;
import dev.howdah.engine.db.Identifiers;
import dev.howdah.engine.db.Lack;
import dev.howdah.engine.text.Text;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Finds statements that skip rows by OFFSET and writes them anew by keys. Reads pg_stat_statements and plans, runs nothing.
 *
 * @param query as pg_stat_statements keeps it
 * @param meanMillis of one call
 * @param costs of page 1, 100 and 10,000 at 20 rows a page by the planner's estimate; empty when it could not be planned
 * @param keyset the same page by keys, new parameters after the old ones; null when it cannot be written mechanically
 * @param index that gives the order, null when there is one already or none can be named
 * @param note what to know: what changes for the caller, or why nothing could be written
 */
public record KeysetAdvice(
        String query,
        long calls,
        double meanMillis,
        List<Double> costs,
        @Nullable String keyset,
        @Nullable String index,
        String note) {
    private static final long[] OFFSETS = {0, 99 * 20, 9_999 * 20};

    /** A statement of pg_stat_statements. */
    public record Found(String query, long calls, double meanMillis) {}

    /** Why statements cannot be listed here, or null. */
    public static @Nullable Lack missing(Db db) {
        return db.sql("page/offset_statements").missing(db.server());
    }

    /** All statements with OFFSET, most total time first. */
    public static List<KeysetAdvice> of(Db db) {
        return db.list("page/offset_statements", Found.class).stream().map(f -> of(db, f)).toList();
    }

    /** One statement. */
    public static KeysetAdvice of(Db db, Found found) {
        OffsetStatement s = OffsetStatement.of(found.query());
        if (s == null) {
            return new KeysetAdvice(found.query(), found.calls(), found.meanMillis(), List.of(), null, null, Text.of("page.advice.by-hand"));
        }
        List<String> key;
        Set<String> notNull;
        try {
            Browser.TableKey table = db.one("page/table_key", Browser.TableKey.class, Map.of("name", s.table()));
            key = table.keyColumns();
            notNull = Set.copyOf(table.notNull());
        } catch (DbException e) {
            return new KeysetAdvice(found.query(), found.calls(), found.meanMillis(), List.of(), null, null, e.problem().title());
        }
        List<SortKey> total = total(s, key);
        List<Double> costs = new ArrayList<>();
        boolean sorts = true;
        String note = Text.of(key.isEmpty() ? "page.advice.no-key" : "page.advice.loses-jump")
                + (s.joins() && !key.isEmpty() ? " " + Text.of("page.advice.joins", s.table()) : "");
        try {
            for (long offset : OFFSETS) {
                PlanText plan = db.withConnection(c -> plan(c, s.withOffset(20, offset)));
                costs.add(plan.cost());
                sorts &= offset > 0 || plan.sorts();
            }
        } catch (DbException e) {
            note = Text.of("page.advice.not-planned", e.problem().detail());
            costs.clear();
        }
        String keyset = key.isEmpty() ? null : keyset(s, total, notNull);
        return new KeysetAdvice(found.query(), found.calls(), found.meanMillis(), List.copyOf(costs), keyset, sorts ? index(s, total) : null, note);
    }

    private static List<SortKey> total(OffsetStatement s, List<String> key) {
        List<SortKey> all = new ArrayList<>(s.order());
        boolean down = all.getLast().descending();
        String prefix = s.alias().isEmpty() ? "" : s.alias() + ".";
        for (String column : key) {
            if (all.stream().noneMatch(k -> own(s, k) && column(k).equals(column))) {
                String name = prefix + Identifiers.quote(column);
                all.add(down ? SortKey.desc(name) : SortKey.asc(name));
            }
        }
        return all;
    }

    private static String keyset(OffsetStatement s, List<SortKey> keys, Set<String> notNull) {
        String start = OffsetStatement.renumbered(s.head() + (s.where().isEmpty() ? " WHERE " : " WHERE (" + s.where() + ") AND "));
        int n = OffsetStatement.parameters(start);
        boolean one = keys.stream().allMatch(k -> k.descending() == keys.getFirst().descending() && notNull.contains(column(k)));
        StringBuilder out = new StringBuilder(start);
        if (one) {
            out.append('(').append(String.join(", ", keys.stream().map(SortKey::expression).toList())).append(')');
            out.append(keys.getFirst().descending() ? " < (" : " > (");
            for (int i = 0; i < keys.size(); i++) {
                out.append(i == 0 ? "$" : ", $").append(n + 1 + i);
            }
            out.append(')');
        } else {
            out.append('(');
            for (int i = 0; i < keys.size(); i++) {
                out.append(i == 0 ? "(" : "\n   OR (");
                for (int j = 0; j < i; j++) {
                    out.append(keys.get(j).expression()).append(" IS NOT DISTINCT FROM $").append(n + 1 + j).append(" AND ");
                }
                out.append(after(keys.get(i), "$" + (n + 1 + i), notNull)).append(')');
            }
            out.append(')');
        }
        out.append(" ORDER BY ").append(String.join(", ", keys.stream().map(SortKey::orderBy).toList()));
        return out.append(" LIMIT 20").toString();
    }

    private static String after(SortKey k, String value, Set<String> notNull) {
        String beyond = k.expression() + (k.descending() ? " < " : " > ") + value;
        if (notNull.contains(column(k))) {
            return beyond;
        }
        return k.nullsFirst()
                ? "(" + beyond + " OR (" + value + " IS NULL AND " + k.expression() + " IS NOT NULL))"
                : "(" + beyond + " OR (" + value + " IS NOT NULL AND " + k.expression() + " IS NULL))";
    }

    /** Whether it may be of the first table. */
    private static boolean own(OffsetStatement s, SortKey k) {
        String prefix = (s.alias().isEmpty() ? s.table() : s.alias()) + ".";
        return k.expression().indexOf('.') < 0 || k.expression().toLowerCase(Locale.ROOT).startsWith(prefix.toLowerCase(Locale.ROOT));
    }

    /** Its name in the catalogue, where it is a column. */
    private static String column(SortKey k) {
        String last = k.expression().substring(k.expression().lastIndexOf('.') + 1);
        return last.matches("\"[^\"]+\"") ? last.substring(1, last.length() - 1) : last.toLowerCase(Locale.ROOT);
    }

    private static @Nullable String index(OffsetStatement s, List<SortKey> keys) {
        List<SortKey> bare = keys.stream().map(k -> new SortKey(bareColumn(s, k), k.descending(), k.nullsFirst())).toList();
        if (bare.stream().anyMatch(k -> k.expression().matches(".*\\$\\d.*"))) {
            return null;
        }
        List<Filter> equal = s.equal().stream().map(c -> new Filter(c, Filter.Op.EQUAL, "")).toList();
        return IndexText.forOrder(s.table(), bare, equal);
    }

    private static String bareColumn(OffsetStatement s, SortKey k) {
        String prefix = s.alias().isEmpty() ? s.table() + "." : s.alias() + ".";
        String e = k.expression().startsWith(prefix) ? k.expression().substring(prefix.length()) : k.expression();
        return e.matches("\\w+|\"[^\"]+\"") ? "q." + e : e;
    }

    /** The plan for any values: parameters of every type get NULL, and the plan is made without looking at them. */
    private static PlanText plan(Connection c, String sql) throws SQLException {
        boolean prepared = false;
        c.setAutoCommit(false);
        try (Statement s = c.createStatement()) {
            s.execute("SET LOCAL plan_cache_mode = force_generic_plan");
            s.execute("PREPARE howdah_offset AS " + sql);
            prepared = true;
            int n = OffsetStatement.parameters(sql);
            String nulls = n == 0 ? "" : "(" + "NULL, ".repeat(n - 1) + "NULL)";
            try (ResultSet rs = s.executeQuery("EXPLAIN (FORMAT JSON) EXECUTE howdah_offset" + nulls)) {
                rs.next();
                return PlanText.parse(rs.getString(1));
            }
        } finally {
            c.rollback();
            c.setAutoCommit(true);
            if (prepared) {
                // A prepared statement outlives the transaction's end.
                try (Statement s = c.createStatement()) {
                    s.execute("DEALLOCATE howdah_offset");
                }
            }
        }
    }
}
