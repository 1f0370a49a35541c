package dev.howdah.engine.page;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One page. Immutable.
 *
 * @param page its number; after inserts and deletes before it, as good as its cursor's
 * @param total of all pages together
 * @param nextCursor leads to the page after this one; null when there is none, or no way but by number
 * @param prevCursor leads to the page before this one, likewise
 */
public record Page<T>(
        List<T> rows,
        long page,
        long pageSize,
        Total total,
        boolean hasNext,
        boolean hasPrev,
        @Nullable String nextCursor,
        @Nullable String prevCursor,
        Strategy strategy) {

    /** How the first row of a page is found. */
    public enum Strategy {
        /** Rows before it are read and thrown away. */
        OFFSET,
        /** By the keys of the row next to it. */
        KEYSET,
        /** The keys, and nothing else, of the rows before it are read, then by them. */
        JUMP;
    }

    /** Pages there are, by the total; -1 when that is unknown. */
    public long totalPages() {
        return total.kind() == Total.Kind.UNKNOWN ? -1 : (total.rows() + pageSize - 1) / pageSize;
    }
}
