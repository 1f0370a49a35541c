package dev.howdah.engine.twin;

import java.util.ArrayList;
import java.util.List;

/** Reads the text form of a one-dimensional array, as statistics have it. */
public final class PgArray {
    private PgArray() {}

    /** {@code {a,"b, c"}} gives a and b, c. */
    public static List<String> elements(String array) {
        List<String> result = new ArrayList<>();
        StringBuilder now = new StringBuilder();
        boolean quoted = false;
        for (int i = 1; i < array.length() - 1; i++) {
            char c = array.charAt(i);
            if (c == '\\') {
                i++;
                now.append(array.charAt(i));
            } else if (c == '"') {
                quoted = !quoted;
            } else if (c == ',' && !quoted) {
                result.add(now.toString());
                now.setLength(0);
            } else {
                now.append(c);
            }
        }
        if (array.length() > 2) {
            result.add(now.toString());
        }
        return result;
    }
}
