package dev.howdah.engine.advise;

import dev.howdah.engine.sqltext.SqlLexer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** An expression of EXPLAIN, cut into tokens. EXPLAIN writes brackets around every operation, which makes reading it easy. */
final class Tokens {
    private Tokens() {}

    record Token(int kind, String text) {
        boolean is(String word) {
            return text.equalsIgnoreCase(word);
        }

        /** An identifier's name without quotes. */
        String name() {
            return kind == SqlLexer.QUOTED ? text.substring(1, text.length() - 1).replace("\"\"", "\"") : text;
        }

        boolean isName() {
            return kind == SqlLexer.WORD || kind == SqlLexer.QUOTED;
        }
    }

    static List<Token> of(String sql) {
        byte[] bytes = sql.getBytes(StandardCharsets.UTF_8);
        SqlLexer lexer = new SqlLexer();
        lexer.reset(bytes, 0, bytes.length);
        List<Token> tokens = new ArrayList<>();
        for (int kind = lexer.next(); kind != SqlLexer.END; kind = lexer.next()) {
            tokens.add(new Token(kind, new String(bytes, lexer.start, lexer.end - lexer.start, StandardCharsets.UTF_8)));
        }
        return tokens;
    }

    static String sql(List<Token> tokens) {
        StringBuilder sql = new StringBuilder();
        Token last = null;
        for (Token t : tokens) {
            if (last != null && spaced(last, t)) {
                sql.append(' ');
            }
            sql.append(t.text());
            last = t;
        }
        return sql.toString();
    }

    private static boolean spaced(Token a, Token b) {
        boolean tightBefore = a.is("(") || a.is(".") || a.is("[") || a.kind() == SqlLexer.CAST;
        boolean tightAfter = b.is(")") || b.is(".") || b.is(",") || b.is("]") || b.is("[") || b.kind() == SqlLexer.CAST
                || (b.is("(") && a.isName());
        return !tightBefore && !tightAfter;
    }

    /** Without brackets that enclose all of it. */
    static List<Token> bare(List<Token> tokens) {
        List<Token> t = tokens;
        while (t.size() >= 2 && t.getFirst().is("(") && closing(t, 0) == t.size() - 1) {
            t = t.subList(1, t.size() - 1);
        }
        return t;
    }

    static int closing(List<Token> t, int open) {
        int depth = 0;
        for (int i = open; i < t.size(); i++) {
            if (t.get(i).is("(") || t.get(i).is("[")) {
                depth++;
            } else if ((t.get(i).is(")") || t.get(i).is("]")) && --depth == 0) {
                return i;
            }
        }
        return t.size();
    }

    /** Parts between a word that stands outside all brackets. */
    static List<List<Token>> split(List<Token> tokens, String word) {
        List<List<Token>> parts = new ArrayList<>();
        int depth = 0;
        int from = 0;
        for (int i = 0; i < tokens.size(); i++) {
            Token t = tokens.get(i);
            if (t.is("(") || t.is("[")) {
                depth++;
            } else if (t.is(")") || t.is("]")) {
                depth--;
            } else if (depth == 0 && t.is(word)) {
                parts.add(tokens.subList(from, i));
                from = i + 1;
            }
        }
        parts.add(tokens.subList(from, tokens.size()));
        return parts;
    }

    /** The conditions of which it is made, whether joined by AND or OR. */
    static void conditions(List<Token> tokens, boolean always, List<Condition> into) {
        List<Token> t = bare(tokens);
        if (t.isEmpty()) {
            return;
        }
        List<List<Token>> and = split(t, "and");
        if (and.size() > 1 && split(t, "between").size() == 1) {
            and.forEach(p -> conditions(p, always, into));
            return;
        }
        List<List<Token>> or = split(t, "or");
        if (or.size() > 1) {
            or.forEach(p -> conditions(p, false, into));
            return;
        }
        into.add(condition(t, always));
    }

    /**
     * @param operator lower case; {@code is null}, {@code true} and {@code false} for those; null when it is something else
     * @param always false below an OR
     */
    record Condition(List<Token> left, @Nullable String operator, List<Token> right, boolean always, List<Token> whole) {}

    private static Condition condition(List<Token> t, boolean always) {
        int depth = 0;
        for (int i = 0; i < t.size(); i++) {
            Token token = t.get(i);
            if (token.is("(") || token.is("[")) {
                depth++;
            } else if (token.is(")") || token.is("]")) {
                depth--;
            } else if (depth == 0 && token.kind() == SqlLexer.OPERATOR) {
                return new Condition(bare(t.subList(0, i)), token.text(), t.subList(i + 1, t.size()), always, t);
            } else if (depth == 0 && token.is("is") && i > 0) {
                String what = sql(t.subList(i, t.size())).toLowerCase(Locale.ROOT);
                return new Condition(bare(t.subList(0, i)), what, List.of(), always, t);
            }
        }
        if (t.getFirst().is("not")) {
            return new Condition(bare(t.subList(1, t.size())), "false", List.of(), always, t);
        }
        return new Condition(t, t.size() == 3 ? "true" : null, List.of(), always, t);
    }
}
