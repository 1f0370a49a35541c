package dev.howdah.engine.page;

import org.jspecify.annotations.Nullable;

/**
 * One value as far as a grid needs it. Immutable.
 *
 * @param text its beginning; null for a null, and where the value is too long to be opened for its beginning
 * @param absent it is null, which is not the same as empty
 * @param bytes its size where it was cut off, as stored or as text; -1 where {@code text} is all of it
 */
public record CellValue(@Nullable String text, boolean absent, long bytes) {
    public static final CellValue NULL = new CellValue(null, true, -1);

    /** Whether there is more than {@code text}. */
    public boolean cut() {
        return bytes >= 0;
    }
}
