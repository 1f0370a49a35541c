package dev.howdah.engine.page;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Rows that follow one another.
 *
 * @param first sort keys of the first row as text, null without rows or without keys
 * @param last sort keys of the last row, likewise
 * @param more rows go on in the direction of reading
 */
record Slice<T>(List<T> rows, @Nullable Place first, @Nullable Place last, boolean more) {
    /** Where a row stands: its sort keys as text. */
    record Place(List<@Nullable String> values) {}
}
