package dev.howdah.app;

import dev.howdah.engine.text.JsonText;
import java.io.PrintWriter;

/** Records as JSON, as {@link JsonText} writes them. */
final class Json {
    private Json() {}

    static String of(Object value) {
        return JsonText.of(value);
    }

    /** Written as it is made: a report may be larger than anyone wants in memory twice. */
    static void write(Object value, PrintWriter out) {
        JsonText.write(value, out);
        out.println();
    }

    /** On one line. */
    static String line(Object value) {
        return JsonText.line(value);
    }
}
