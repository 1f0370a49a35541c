package dev.howdah.engine.advise;

import dev.howdah.engine.sqltext.SqlLexer;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A statement's parameters as a server logs them, put in their places. */
final class Bound {
    /** A quoted value that is cut off, as log_parameter_max_length does, is no value. */
    private static final Pattern VALUE = Pattern.compile("\\$(\\d+) = (NULL|'(?:[^']|'')*')(?=,|\\s*$)");

    private Bound() {}

    /**
     * {@code $1 = '7', $2 = NULL} in {@code … WHERE a = $1 AND b = $2} gives {@code … WHERE a = '7' AND b = $1}: a value stands where
     * it is known; a parameter that was NULL or cut off stays one, because comparing with NULL would fold the plan away.
     *
     * @param logged null when the log does not say
     */
    static String in(String text, @Nullable String logged) {
        Map<Integer, String> values = new HashMap<>();
        if (logged != null) {
            Matcher m = VALUE.matcher(logged);
            while (m.find()) {
                if (m.group(1).length() < 6 && !m.group(2).equals("NULL")) {
                    values.put(Integer.valueOf(m.group(1)), m.group(2));
                }
            }
        }
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        SqlLexer lexer = new SqlLexer();
        lexer.reset(bytes, 0, bytes.length);
        Map<String, Integer> open = new HashMap<>();
        StringBuilder result = new StringBuilder();
        int done = 0;
        for (int kind = lexer.next(); kind != SqlLexer.END; kind = lexer.next()) {
            if (kind == SqlLexer.PARAM && lexer.end - lexer.start < 7) {
                String number = new String(bytes, lexer.start + 1, lexer.end - lexer.start - 1, StandardCharsets.UTF_8);
                String value = values.get(Integer.valueOf(number));
                result.append(new String(bytes, done, lexer.start - done, StandardCharsets.UTF_8));
                result.append(value != null ? value : "$" + open.computeIfAbsent(number, n -> open.size() + 1));
                done = lexer.end;
            }
        }
        return result.append(new String(bytes, done, bytes.length - done, StandardCharsets.UTF_8)).toString();
    }
}
