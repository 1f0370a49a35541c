package dev.howdah.ui.kit;

import dev.howdah.engine.sqltext.SqlLexer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Cuts a statement into stretches of one colour, by PostgreSQL's own lexical rules. */
final class SqlColours {
    private static final Set<String> KEYWORDS = Set.of(("add all alter analyze and any as asc asymmetric begin between by cascade case cast "
                    + "check collate column commit concurrently conflict constraint create cross current_date current_timestamp "
                    + "cursor database default delete desc distinct do drop else end except exclude execute exists explain "
                    + "extension false fetch filter for foreign from full function grant group grouping having if ilike in "
                    + "include index inner insert intersect interval into is join key lateral left like limit lock materialized "
                    + "merge natural not nothing null nulls of offset on only or order outer over partition prepare primary "
                    + "procedure references reindex rename returning revoke right role rollback row rows schema select sequence "
                    + "set sets share similar skip table tablesample temporary then to transaction trigger true truncate union "
                    + "unique update using vacuum values view when where window with within")
            .split(" "));

    private SqlColours() {}

    /** {@code length} characters in one style; an empty style is plain text. */
    record Stretch(int length, String style) {}

    /** The stretches cover the text without a hole. */
    static List<Stretch> of(String sql) {
        byte[] bytes = sql.getBytes(StandardCharsets.UTF_8);
        List<Stretch> result = new ArrayList<>();
        SqlLexer lexer = new SqlLexer();
        lexer.reset(bytes, 0, bytes.length);
        int done = 0;
        for (int kind = lexer.next(); kind != SqlLexer.END; kind = lexer.next()) {
            between(result, bytes, done, lexer.start);
            String style = style(kind, bytes, lexer.start, lexer.end);
            result.add(new Stretch(chars(bytes, lexer.start, lexer.end), style));
            done = lexer.end;
        }
        between(result, bytes, done, bytes.length);
        return result;
    }

    /** What lies between tokens is space or comment. */
    private static void between(List<Stretch> result, byte[] bytes, int from, int to) {
        if (to > from) {
            boolean blank = new String(bytes, from, to - from, StandardCharsets.UTF_8).isBlank();
            result.add(new Stretch(chars(bytes, from, to), blank ? "" : "comment"));
        }
    }

    private static String style(int kind, byte[] bytes, int from, int to) {
        return switch (kind) {
            case SqlLexer.STRING -> "string";
            case SqlLexer.NUMBER -> "number";
            case SqlLexer.PARAM -> "parameter";
            case SqlLexer.WORD -> word(bytes, from, to);
            default -> "";
        };
    }

    private static String word(byte[] bytes, int from, int to) {
        if (KEYWORDS.contains(new String(bytes, from, to - from, StandardCharsets.UTF_8).toLowerCase(Locale.ROOT))) {
            return "keyword";
        }
        return to < bytes.length && bytes[to] == '(' ? "function" : "";
    }

    private static int chars(byte[] bytes, int from, int to) {
        return new String(bytes, from, to - from, StandardCharsets.UTF_8).length();
    }
}
