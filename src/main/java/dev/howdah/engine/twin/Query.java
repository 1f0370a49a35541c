package dev.howdah.engine.twin;

import dev.howdah.engine.sqltext.SqlLexer;
import dev.howdah.engine.text.Text;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A statement in the form in which it can be planned. Immutable.
 *
 * @param text with {@code $n} where a constant was taken out
 * @param parameters the highest n, 0 when it can be planned as it is
 * @param several true when the text holds more than one statement, of which all but the first would really run
 */
public record Query(String text, int parameters, boolean several) {
    /** A statement has up to 65,535 parameters. */
    private static final int LONGEST_PARAMETER = "$65535".length();

    private static final Pattern TYPED = Pattern.compile(
            "\\b(date|timestamptz|timestamp|timetz|time|interval)\\s+(\\$\\d+)", Pattern.CASE_INSENSITIVE);

    /**
     * Mends what normalising breaks: {@code date '2020-01-01'} became {@code date $1}, which does not parse. A closing semicolon
     * goes.
     */
    public static Query of(String text) {
        Matcher m = TYPED.matcher(text.strip().replaceFirst("(;\\s*)+$", ""));
        String mended = m.replaceAll(r -> Matcher.quoteReplacement("CAST(" + r.group(2) + " AS " + r.group(1) + ")"));
        byte[] bytes = mended.getBytes(StandardCharsets.UTF_8);
        SqlLexer lexer = new SqlLexer();
        lexer.reset(bytes, 0, bytes.length);
        int highest = 0;
        boolean several = false;
        for (int kind = lexer.next(); kind != SqlLexer.END; kind = lexer.next()) {
            int length = lexer.end - lexer.start;
            if (kind == SqlLexer.PARAM && length <= LONGEST_PARAMETER) {
                highest = Math.max(highest, Integer.parseInt(new String(bytes, lexer.start + 1, length - 1, StandardCharsets.UTF_8)));
            }
            several |= kind == SqlLexer.PUNCT && bytes[lexer.start] == ';';
        }
        return new Query(mended, highest, several);
    }

    /** Whether it certainly writes nothing. */
    boolean reads() {
        return text.regionMatches(true, 0, "select", 0, 6);
    }

    /**
     * The statements that explain it; the last one yields the plan. A parameter's value is left open, never bound to NULL: a comparison
     * with NULL would fold away and give a plan that nobody ever sees.
     *
     * @param options of EXPLAIN, without brackets
     * @throws WhatIfException when there are several statements
     */
    List<String> explain(String options, int major) {
        if (several) {
            throw new WhatIfException(Text.of("twin.several-statements"), null);
        }
        if (parameters == 0) {
            return List.of("EXPLAIN (" + options + ") " + text);
        }
        if (major >= 16) {
            return List.of("EXPLAIN (GENERIC_PLAN, " + options + ") " + text);
        }
        String nulls = "NULL" + ", NULL".repeat(parameters - 1);
        return List.of("DEALLOCATE ALL", "PREPARE howdah_query AS " + text, "SET LOCAL plan_cache_mode = force_generic_plan",
                "EXPLAIN (" + options + ") EXECUTE howdah_query(" + nulls + ")");
    }
}
