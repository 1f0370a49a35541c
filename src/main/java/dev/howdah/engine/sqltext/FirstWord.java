package dev.howdah.engine.sqltext;

import java.util.Locale;
import java.util.Set;

/** What kind of statement a text is. Stateless. */
public final class FirstWord {
    private static final Set<String> PLANNED = Set.of("select", "insert", "update", "delete", "merge", "with", "values", "table");

    private FirstWord() {}

    /** In lower case, behind comments and opening brackets; empty when there is none. */
    public static String of(String statement) {
        int from = start(statement);
        int to = from;
        while (to < statement.length() && Character.isLetter(statement.charAt(to))) {
            to++;
        }
        return statement.substring(from, to).toLowerCase(Locale.ROOT);
    }

    /** Where it stands: programs put comments before their statements, and servers before 18 keep them. */
    private static int start(String s) {
        int at = 0;
        while (at < s.length()) {
            if (s.charAt(at) == '(' || Character.isWhitespace(s.charAt(at))) {
                at++;
            } else if (s.startsWith("--", at)) {
                int end = s.indexOf('\n', at);
                at = end < 0 ? s.length() : end;
            } else if (s.startsWith("/*", at)) {
                at = comment(s, at + 2);
            } else {
                return at;
            }
        }
        return at;
    }

    /** Comments may stand within one another. */
    private static int comment(String s, int from) {
        int depth = 1;
        int at = from;
        while (at < s.length() && depth > 0) {
            boolean opens = s.startsWith("/*", at);
            boolean closes = s.startsWith("*/", at);
            depth += opens ? 1 : closes ? -1 : 0;
            at += opens || closes ? 2 : 1;
        }
        return at;
    }

    /** Whether EXPLAIN takes statements that begin so. */
    public static boolean planned(String statement) {
        return PLANNED.contains(of(statement));
    }
}
