package dev.howdah.engine.plan;

import dev.howdah.engine.sqltext.SqlLexer;
import dev.howdah.engine.text.Text;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What can be told of a statement from its words alone, before any server sees it. Immutable.
 *
 * @param refusal why it may not be executed to be measured; null when its words allow it
 * @param several true when it is more than one statement: then not even a plan is asked for
 * @param calls names that are followed by an opening bracket, folded as PostgreSQL folds them: functions among them
 * @param operators operators of any kind
 * @param parameters the highest $n, 0 when there is none
 */
record ReadOnlySelect(@Nullable String refusal, boolean several, Set<String> calls, Set<String> operators, int parameters) {
    private static final Set<String> BEGINS = Set.of("select", "with", "values", "table");
    private static final Set<String> WRITES = Set.of("insert", "update", "delete", "merge", "into", "truncate", "copy", "call", "do");

    /** A token: its kind, its text folded, and whether white space does not matter to it. */
    private record Token(int kind, String text) {
        boolean is(String word) {
            return kind == SqlLexer.WORD && text.equals(word);
        }

        boolean isPunct(String c) {
            return kind == SqlLexer.PUNCT && text.equals(c);
        }
    }

    static ReadOnlySelect of(String sql) {
        List<Token> tokens = tokens(sql);
        while (!tokens.isEmpty() && tokens.getLast().isPunct(";")) {
            tokens.removeLast();
        }
        Set<String> calls = new LinkedHashSet<>();
        Set<String> operators = new LinkedHashSet<>();
        int parameters = 0;
        boolean several = false;
        for (int i = 0; i < tokens.size(); i++) {
            Token t = tokens.get(i);
            several |= t.isPunct(";");
            if (t.kind == SqlLexer.PARAM && t.text.length() > 1 && t.text.length() < 7) {
                parameters = Math.max(parameters, Integer.parseInt(t.text.substring(1)));
            } else if (t.kind == SqlLexer.OPERATOR) {
                operators.add(t.text);
            } else if ((t.kind == SqlLexer.WORD || t.kind == SqlLexer.QUOTED) && i + 1 < tokens.size() && tokens.get(i + 1).isPunct("(")) {
                calls.add(t.text);
            }
        }
        return new ReadOnlySelect(refusal(tokens, several), several, calls, operators, parameters);
    }

    private static @Nullable String refusal(List<Token> tokens, boolean several) {
        if (several) {
            return Text.of("plan.refused.several");
        }
        int first = 0;
        while (first < tokens.size() && tokens.get(first).isPunct("(")) {
            first++;
        }
        if (first == tokens.size() || tokens.get(first).kind != SqlLexer.WORD || !BEGINS.contains(tokens.get(first).text)) {
            return Text.of("plan.refused.no-select");
        }
        for (int i = 0; i < tokens.size(); i++) {
            Token t = tokens.get(i);
            boolean lock = t.is("for") && i + 1 < tokens.size()
                    && (tokens.get(i + 1).is("update") || tokens.get(i + 1).is("share") || tokens.get(i + 1).is("no") || tokens.get(i + 1).is("key"));
            if (lock) {
                return Text.of("plan.refused.locks");
            }
            // a column may bear such a name only in quotes or behind a dot
            boolean name = i > 0 && tokens.get(i - 1).isPunct(".");
            if (t.kind == SqlLexer.WORD && WRITES.contains(t.text) && !name) {
                return Text.of("plan.refused.writes", t.text.toUpperCase(Locale.ROOT));
            }
        }
        return null;
    }

    private static List<Token> tokens(String sql) {
        byte[] bytes = sql.getBytes(StandardCharsets.UTF_8);
        SqlLexer lexer = new SqlLexer();
        lexer.reset(bytes, 0, bytes.length);
        List<Token> tokens = new ArrayList<>();
        for (int kind = lexer.next(); kind != SqlLexer.END; kind = lexer.next()) {
            String text = new String(bytes, lexer.start, lexer.end - lexer.start, StandardCharsets.UTF_8);
            if (kind == SqlLexer.WORD) {
                text = text.toLowerCase(Locale.ROOT);
            } else if (kind == SqlLexer.QUOTED && text.length() > 1 && text.startsWith("\"")) {
                text = text.substring(1, text.length() - 1).replace("\"\"", "\"");
            }
            tokens.add(new Token(kind, text));
        }
        return tokens;
    }
}
