package dev.howdah.engine.advise;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A statement's parameters as a server logs them, put in their places. */
final class Bound {
    /** A quoted value that is cut off, as log_parameter_max_length does, is no value. */
    private static final Pattern VALUE = Pattern.compile("\\$(\\d+) = (NULL|'(?:[^']|'')*')(?=,|\\s*$)");

    /** What a planner would take the comparison away for, where the next call has the other one. */
    private static final Set<String> FOLDS = Set.of("NULL", "'t'", "'f'", "'true'", "'false'");

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
                if (m.group(1).length() < 6 && !FOLDS.contains(m.group(2))) {
                    values.put(Integer.valueOf(m.group(1)), m.group(2));
                }
            }
        }
        Map<String, String> open = new HashMap<>();
        StringBuilder result = new StringBuilder();
        Parameters.each(text, (before, name) -> {
            result.append(before);
            if (name != null) {
                String value = values.get(Integer.valueOf(name.substring(1)));
                result.append(value != null ? value : open.computeIfAbsent(name, n -> "$" + (open.size() + 1)));
            }
        });
        return result.toString();
    }
}
