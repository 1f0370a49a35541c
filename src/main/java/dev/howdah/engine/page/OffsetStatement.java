package dev.howdah.engine.page;

import dev.howdah.engine.sqltext.SqlLexer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * A SELECT with OFFSET taken to pieces, as pg_stat_statements keeps it.
 *
 * @param head from SELECT to before WHERE or ORDER BY
 * @param where the condition, or empty
 * @param table its first table as written
 * @param alias by which that table's columns are named, or empty
 * @param equal columns that the condition compares with one value each
 */
record OffsetStatement(String head, String where, String table, String alias, List<SortKey> order, List<String> equal) {
    private static final Set<String> TOO_MUCH =
            Set.of("union", "intersect", "except", "group", "distinct", "having", "window", "for", "with", "fetch");
    private static final Set<String> AFTER_TABLE =
            Set.of("where", "order", "join", "left", "right", "full", "inner", "cross", "natural", "limit", "offset", "on", "as");

    /** The pieces, or null when the statement is none that can be rewritten mechanically. */
    static @Nullable OffsetStatement of(String sql) {
        return new Reader(sql).read();
    }

    /** The statement with another limit and offset, its parameters numbered anew from 1. */
    String withOffset(long limit, long offset) {
        String order = String.join(", ", this.order.stream().map(SortKey::orderBy).toList());
        return renumbered(head + (where.isEmpty() ? "" : " WHERE " + where) + " ORDER BY " + order + " LIMIT " + limit + " OFFSET " + offset);
    }

    /** Whether rows of the table may come more than once. */
    boolean joins() {
        return new Reader(head).joins();
    }

    /** Parameters in the order of their first use, without gaps. */
    static String renumbered(String sql) {
        List<String> seen = new ArrayList<>();
        return java.util.regex.Pattern.compile("\\$\\d+").matcher(sql).replaceAll(m -> {
            if (!seen.contains(m.group())) {
                seen.add(m.group());
            }
            return "\\$" + (seen.indexOf(m.group()) + 1);
        });
    }

    static int parameters(String renumbered) {
        return (int) java.util.regex.Pattern.compile("\\$\\d+").matcher(renumbered).results().map(r -> r.group()).distinct().count();
    }

    /** Cuts at the words of the outermost level. */
    private static final class Reader {
        private final byte[] bytes;
        private final List<int[]> tokens = new ArrayList<>();
        private final List<String> words = new ArrayList<>();

        Reader(String sql) {
            bytes = sql.getBytes(StandardCharsets.UTF_8);
            SqlLexer lexer = new SqlLexer();
            lexer.reset(bytes, 0, bytes.length);
            int depth = 0;
            for (int kind = lexer.next(); kind != SqlLexer.END; kind = lexer.next()) {
                String text = text(lexer.start, lexer.end);
                depth += text.equals(")") ? -1 : 0;
                tokens.add(new int[] {kind, lexer.start, lexer.end, depth});
                words.add(kind == SqlLexer.WORD && depth == 0 ? text.toLowerCase(Locale.ROOT) : "");
                depth += text.equals("(") ? 1 : 0;
            }
        }

        @Nullable OffsetStatement read() {
            int from = words.indexOf("from");
            int where = words.indexOf("where");
            int order = words.indexOf("order");
            int end = Math.min(at("limit"), at("offset"));
            boolean simple = !words.isEmpty() && words.getFirst().equals("select") && from > 0 && order > from
                    && end > order && end < words.size() && words.stream().noneMatch(TOO_MUCH::contains);
            if (!simple || words.indexOf("offset") < 0) {
                return null;
            }
            int headEnd = where > 0 ? where : order;
            String condition = where > 0 ? between(where + 1, order) : "";
            int afterTable = from + 1;
            while (afterTable + 2 < tokens.size() && word(afterTable + 1).equals(".")) {
                afterTable += 2;
            }
            String table = between(from + 1, afterTable + 1);
            int alias = word(afterTable + 1).equalsIgnoreCase("as") ? afterTable + 2 : afterTable + 1;
            boolean named = alias < headEnd && tokens.get(alias)[0] == SqlLexer.WORD
                    && !AFTER_TABLE.contains(word(alias).toLowerCase(Locale.ROOT));
            if (tokens.get(from + 1)[0] != SqlLexer.WORD && tokens.get(from + 1)[0] != SqlLexer.QUOTED) {
                return null;
            }
            return new OffsetStatement(
                    between(0, headEnd), condition, table, named ? word(alias) : "", keys(order + 2, end), equal(where, order));
        }

        boolean joins() {
            return IntStream.range(words.indexOf("from") + 1, words.size())
                    .anyMatch(i -> words.get(i).equals("join") || (tokens.get(i)[3] == 0 && word(i).equals(",")));
        }

        private int at(String word) {
            int i = words.indexOf(word);
            return i < 0 ? Integer.MAX_VALUE : i;
        }

        private List<SortKey> keys(int from, int to) {
            List<SortKey> keys = new ArrayList<>();
            int start = from;
            for (int i = from; i <= to; i++) {
                if (i == to || (tokens.get(i)[3] == 0 && word(i).equals(","))) {
                    keys.add(key(start, i));
                    start = i + 1;
                }
            }
            return keys;
        }

        private SortKey key(int from, int to) {
            int end = to;
            Boolean first = null;
            boolean down = false;
            if (end - from > 2 && words.get(end - 2).equals("nulls")) {
                first = words.get(end - 1).equals("first");
                end -= 2;
            }
            if (words.get(end - 1).equals("desc") || words.get(end - 1).equals("asc")) {
                down = words.get(end - 1).equals("desc");
                end--;
            }
            return new SortKey(between(from, end), down, first == null ? down : first);
        }

        private List<String> equal(int where, int order) {
            List<String> columns = new ArrayList<>();
            for (int i = where + 1; where > 0 && i < order - 1; i++) {
                boolean equals = word(i).equals("=") && tokens.get(i)[3] == 0 && tokens.get(i + 1)[0] == SqlLexer.PARAM;
                int kind = tokens.get(i - 1)[0];
                if (equals && !words.contains("or") && (kind == SqlLexer.WORD || kind == SqlLexer.QUOTED)) {
                    columns.add(kind == SqlLexer.WORD ? word(i - 1).toLowerCase(Locale.ROOT) : unquoted(word(i - 1)));
                }
            }
            return columns;
        }

        private static String unquoted(String name) {
            return name.substring(1, name.length() - 1).replace("\"\"", "\"");
        }

        private String word(int token) {
            return token < tokens.size() ? text(tokens.get(token)[1], tokens.get(token)[2]) : "";
        }

        private String between(int from, int to) {
            return text(tokens.get(from)[1], tokens.get(to - 1)[2]);
        }

        private String text(int from, int to) {
            return new String(bytes, from, to - from, StandardCharsets.UTF_8);
        }
    }
}
