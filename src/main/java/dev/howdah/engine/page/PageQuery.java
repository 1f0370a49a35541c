package dev.howdah.engine.page;

import dev.howdah.engine.db.Identifiers;
import dev.howdah.engine.sqltext.SqlLexer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What is paged through, in which order. Immutable.
 *
 * @param from what stands in FROM under the name q: a table, or a SELECT in brackets
 * @param table {@code schema.table} quoted, null for a SELECT
 * @param params values of {@code $1}, {@code $2} … in it
 * @param columns SELECT list over q
 * @param order empty for the key's own order
 * @param key expressions that together tell every row apart; empty when nothing is known to
 * @param notNull expressions that are never null, so that simpler and faster conditions hold
 * @param ordered the SELECT has an order of its own, which holds while {@code order} is empty
 */
public record PageQuery(
        String from,
        @Nullable String table,
        List<@Nullable Object> params,
        String columns,
        List<SortKey> order,
        List<String> key,
        Set<String> notNull,
        List<Filter> filters,
        boolean ordered) {

    /** A table. Key and notNull are column names as they are, unquoted. */
    public static PageQuery table(String schema, String name, List<String> key, Set<String> notNull) {
        String quoted = Identifiers.quote(schema, name);
        List<String> expressions = key.stream().map(PageQuery::column).toList();
        Set<String> never = Set.copyOf(notNull.stream().map(PageQuery::column).toList());
        return new PageQuery(quoted + " AS q", quoted, List.of(), "q.*", List.of(), expressions, never, List.of(), false);
    }

    /**
     * Any SELECT, VALUES, TABLE or WITH.
     *
     * @param key output columns that tell rows apart, unquoted; empty when there is none: then every page is read by offset
     * @throws PageException when it is not one single reading statement
     */
    public static PageQuery select(String sql, List<@Nullable Object> params, List<String> key) {
        Shape shape = Shape.of(sql);
        if (!shape.fine()) {
            throw new PageException(new PageProblem.NotASelect());
        }
        List<String> expressions = key.stream().map(PageQuery::column).toList();
        String from = "(" + shape.text() + "\n) AS q";
        return new PageQuery(from, null, params, "q.*", List.of(), expressions, Set.of(), List.of(), shape.ordered());
    }

    /** A column of q as an expression. */
    public static String column(String name) {
        return "q." + Identifiers.quote(name);
    }

    public PageQuery orderedBy(List<SortKey> keys) {
        return new PageQuery(from, table, params, columns, List.copyOf(keys), key, notNull, filters, ordered);
    }

    public PageQuery orderedBy(SortKey... keys) {
        return orderedBy(List.of(keys));
    }

    public PageQuery where(List<Filter> conditions) {
        return new PageQuery(from, table, params, columns, order, key, notNull, List.copyOf(conditions), ordered);
    }

    public PageQuery selecting(String list) {
        return new PageQuery(from, table, params, list, order, key, notNull, filters, ordered);
    }

    /** Whether rows can be told apart, so that a page can begin at a row instead of at a number. */
    public boolean seekable() {
        return !key.isEmpty() && !(ordered && order.isEmpty());
    }

    /** The order with what is missing to make it total: the key's columns in the last sort key's direction. */
    List<SortKey> total() {
        List<SortKey> all = new ArrayList<>(order);
        boolean down = !order.isEmpty() && order.getLast().descending();
        for (String k : key) {
            if (order.stream().noneMatch(s -> s.expression().equals(k))) {
                all.add(down ? SortKey.desc(k) : SortKey.asc(k));
            }
        }
        return all;
    }

    /** Where it begins and what conditions hold, without order and limit. */
    void writeFrom(Draft out) {
        out.add(" FROM ").add(from);
        String word = " WHERE ";
        for (Filter f : filters) {
            out.add(word);
            f.write(out);
            word = " AND ";
        }
    }

    /** What a cursor is bound to. */
    String identity() {
        return from + "\u0001" + params + "\u0001" + order + "\u0001" + key + "\u0001" + filters;
    }

    /** A statement as the lexer sees it. */
    private record Shape(String text, boolean fine, boolean ordered) {
        private static final Set<String> FIRST = Set.of("select", "with", "table", "values");

        static Shape of(String sql) {
            byte[] b = sql.getBytes(StandardCharsets.UTF_8);
            SqlLexer lexer = new SqlLexer();
            lexer.reset(b, 0, b.length);
            int depth = 0;
            int end = -1;
            String first = "";
            String before = "";
            boolean fine = true;
            boolean ordered = false;
            for (int kind = lexer.next(); kind != SqlLexer.END; kind = lexer.next()) {
                String token = new String(b, lexer.start, lexer.end - lexer.start, StandardCharsets.UTF_8);
                String word = kind == SqlLexer.WORD ? token.toLowerCase(Locale.ROOT) : "";
                if (kind == SqlLexer.PUNCT && token.equals(";")) {
                    end = end < 0 ? lexer.start : end;
                    continue;
                }
                fine &= end < 0;
                if (first.isEmpty() && !token.equals("(")) {
                    first = word.isEmpty() ? token : word;
                }
                depth += token.equals("(") ? 1 : token.equals(")") ? -1 : 0;
                fine &= depth >= 0 && kind != SqlLexer.OTHER;
                ordered |= depth == 0 && before.equals("order") && word.equals("by");
                before = word;
            }
            String text = end < 0 ? sql : new String(b, 0, end, StandardCharsets.UTF_8);
            return new Shape(text, fine && depth == 0 && FIRST.contains(first), ordered);
        }
    }
}
