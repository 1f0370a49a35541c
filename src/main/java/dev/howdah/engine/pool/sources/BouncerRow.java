package dev.howdah.engine.pool.sources;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One row of a SHOW command, by column name: the sets of columns differ between versions of PgBouncer. Immutable.
 *
 * @param columns in the order in which PgBouncer gives them; a NULL is an absent key
 */
public record BouncerRow(Map<String, String> columns) {
    /** The column as it came; null when this version does not have it or it is NULL. */
    public @Nullable String text(String column) {
        return columns.get(column);
    }

    /** The column, empty when absent. */
    public String word(String column) {
        return columns.getOrDefault(column, "");
    }

    /** The column as a number; null when absent or not one. */
    public @Nullable Long number(String column) {
        try {
            String value = columns.get(column);
            return value == null || value.isEmpty() ? null : Long.valueOf(value);
        } catch (NumberFormatException e) {
            return null;
        }
    }

    /** The column as a count; 0 when absent. */
    public long count(String column) {
        Long n = number(column);
        return n == null ? 0 : n;
    }
}
