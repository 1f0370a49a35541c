package dev.howdah.engine.health;

import dev.howdah.engine.sqltext.Passwords;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One row of a check's statement. The columns {@code object}, {@code value}, {@code level}, {@code fix} and {@code undo} mean
 * something to the frame, and in a check of rates {@code total}, {@code base} and {@code epoch}; all others are evidence.
 */
public record CheckRow(Map<String, @Nullable Object> columns) {
    public CheckRow {
        Map<String, @Nullable Object> copy = new LinkedHashMap<>(columns);
        // Evidence may be a statement, and a statement may hold a password.
        copy.replaceAll((name, value) -> value instanceof String text ? Passwords.hide(text) : value);
        columns = Collections.unmodifiableMap(copy);
    }

    /** What it is about, quoted as SQL; "" when it is about the server or the database as a whole. */
    public String object() {
        String object = text("object");
        return object == null ? "" : object;
    }

    /** The figure that is judged; NaN when there is none. */
    public double value() {
        return number("value");
    }

    /** A column as a number; NaN when it is null or absent. */
    public double number(String column) {
        return columns.get(column) instanceof Number n ? n.doubleValue() : Double.NaN;
    }

    /** A column as text; null when it is null or absent. */
    public @Nullable String text(String column) {
        Object value = columns.get(column);
        return value == null ? null : value.toString();
    }

    /** The same row with one column set or replaced. */
    public CheckRow with(String column, @Nullable Object value) {
        Map<String, @Nullable Object> copy = new LinkedHashMap<>(columns);
        copy.put(column, value);
        return new CheckRow(copy);
    }
}
