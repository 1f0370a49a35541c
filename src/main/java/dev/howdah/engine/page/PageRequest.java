package dev.howdah.engine.page;

import org.jspecify.annotations.Nullable;

/**
 * Which page is wanted. A cursor always wins over the number. Immutable.
 *
 * @param page from 1
 * @param size rows a page
 */
public record PageRequest(long page, long size, @Nullable String cursor) {
    public static final int DEFAULT_SIZE = 20;

    public static PageRequest first() {
        return new PageRequest(1, DEFAULT_SIZE, null);
    }

    public static PageRequest page(long page, long size) {
        return new PageRequest(page, size, null);
    }

    /** The page at a cursor of another page, before or after it as the cursor says. */
    public static PageRequest at(String cursor, long size) {
        return new PageRequest(1, size, cursor);
    }
}
