package dev.howdah.engine.advise;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * {@code LIMIT $2} as a statement of pg_stat_statements has it: the planner takes it for a tenth of all rows. How many rows a call
 * gave is known, and a plan for so many is nearer to what runs.
 */
final class Limit {
    private Limit() {}

    /**
     * With the number of rows in the place of the last parameter that limits the whole statement; parameters are counted anew.
     *
     * @param rows a call, on average
     */
    static String known(String text, double rows) {
        if (!text.strip().toLowerCase(Locale.ROOT).startsWith("select") || !(rows > 0)) {
            return text;
        }
        List<Tokens.Token> tokens = Tokens.of(text);
        int at = last(tokens);
        if (at < 0) {
            return text;
        }
        String parameter = tokens.get(at).text();
        boolean elsewhere = tokens.stream().filter(t -> t.text().equals(parameter)).count() > 1;
        return elsewhere ? text : replaced(text, parameter, String.valueOf((long) Math.ceil(rows)));
    }

    /** The place of the parameter after the last LIMIT outside all brackets; -1 when there is none, or rows are skipped as well. */
    private static int last(List<Tokens.Token> t) {
        int depth = 0;
        int found = -1;
        for (int i = 0; i < t.size(); i++) {
            if (t.get(i).is("(")) {
                depth++;
            } else if (t.get(i).is(")")) {
                depth--;
            } else if (depth == 0 && t.get(i).is("offset")) {
                return -1;
            } else if (depth == 0 && t.get(i).is("limit") && i + 1 < t.size() && t.get(i + 1).text().startsWith("$")) {
                found = i + 1;
            }
        }
        return found;
    }

    private static String replaced(String text, String parameter, String value) {
        Map<String, String> numbers = new LinkedHashMap<>();
        List<String> parts = new ArrayList<>();
        Parameters.each(text, (before, name) -> {
            parts.add(before);
            if (name != null) {
                parts.add(name.equals(parameter) ? value : numbers.computeIfAbsent(name, n -> "$" + (numbers.size() + 1)));
            }
        });
        return String.join("", parts);
    }
}
