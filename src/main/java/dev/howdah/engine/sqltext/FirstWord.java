package dev.howdah.engine.sqltext;

import java.util.Locale;
import java.util.Set;

/** What kind of statement a text is. Stateless. */
public final class FirstWord {
    private static final Set<String> PLANNED = Set.of("select", "insert", "update", "delete", "merge", "with", "values", "table");

    private FirstWord() {}

    /** In lower case, behind opening brackets; empty when there is none. */
    public static String of(String statement) {
        int from = 0;
        while (from < statement.length() && (statement.charAt(from) == '(' || Character.isWhitespace(statement.charAt(from)))) {
            from++;
        }
        int to = from;
        while (to < statement.length() && Character.isLetter(statement.charAt(to))) {
            to++;
        }
        return statement.substring(from, to).toLowerCase(Locale.ROOT);
    }

    /** Whether EXPLAIN takes statements that begin so. */
    public static boolean planned(String statement) {
        return PLANNED.contains(of(statement));
    }
}
