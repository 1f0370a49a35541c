package dev.howdah.engine.audit;

import dev.howdah.engine.sqltext.Literals;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Takes out of a text what must not be written down. */
final class Masks {
    private static final int MOST_STATEMENTS = 20;
    private static final String DOTS = "•••";

    /** A name and a sign, then any value; or a name directly before a quoted one. A bare name is a column's, say. */
    private static final Pattern NAMED = Pattern.compile(
            "(?i)\\b((?:\\w*(?:password|passwd|passphrase|secret|token|api_?key)(?:_\\w+)?|pwd|primary_conninfo)\\b)"
                    + "(?:(\\s*(?:=>|:=|=|:(?!:)|\\bTO\\b)\\s*)(?:'(?:[^']|'')*'|\"[^\"]*\"|[^\\s,;)}]+)|(\\s*)'(?:[^']|'')*')");
    private static final Pattern IN_URL = Pattern.compile("(://[^\\s:/@]*:)[^\\s/]+@");
    private static final Pattern SCHEMA_STATEMENT = Pattern.compile("(?i)\\s*(CREATE|DROP|ALTER|REINDEX|VACUUM|ANALYZE)\\b.*", Pattern.DOTALL);

    private Masks() {}

    /** Whatever looks like a password, under any of its usual names or in a URL. */
    static String passwords(String text) {
        return IN_URL.matcher(NAMED.matcher(text).replaceAll(m -> Matcher.quoteReplacement(m.group(1)
                + (m.group(2) == null ? m.group(3) : m.group(2)) + DOTS))).replaceAll("$1" + DOTS + "@");
    }

    static String statements(Iterable<String> statements) {
        List<String> masked = new ArrayList<>();
        int all = 0;
        for (String s : statements) {
            if (all++ < MOST_STATEMENTS) {
                masked.add(Literals.mask(s).strip());
            }
        }
        return String.join(";\n", masked) + (all > MOST_STATEMENTS ? ";\n… +" + (all - MOST_STATEMENTS) : "");
    }

    /** A definition must stay as it is to be of use; its constants are part of the schema. Anything else is masked. */
    static String undo(String statement) {
        return passwords(SCHEMA_STATEMENT.matcher(statement).matches() || !looksLikeSql(statement) ? statement : Literals.mask(statement));
    }

    private static boolean looksLikeSql(String text) {
        return Pattern.compile("(?i)\\s*(INSERT|UPDATE|DELETE|SELECT|WITH|MERGE|CALL|DO|COPY|BEGIN|SET|TRUNCATE)\\b.*", Pattern.DOTALL)
                .matcher(text).matches();
    }
}
