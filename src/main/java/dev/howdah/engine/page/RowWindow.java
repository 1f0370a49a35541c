package dev.howdah.engine.page;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Rows of a query by their number, for a grid that is dragged anywhere in millions of rows. It remembers where rows stand that were
 * read before, and reaches a row by keys from the nearest of them, from the beginning or from the end. Numbers drift when rows are
 * inserted or deleted meanwhile; {@link #forget} starts anew. Thread-safe; two calls at once run one after the other.
 */
public final class RowWindow<T> {
    private static final int REMEMBERED = 5_000;

    private final HybridPager pager;
    private final PageQuery query;
    private final RowReader<T> reader;
    /** Number of a row to its place. */
    private final NavigableMap<Long, Slice.Place> known = new TreeMap<>();

    public RowWindow(HybridPager pager, PageQuery query, RowReader<T> reader) {
        this.pager = pager;
        this.query = query;
        this.reader = reader;
    }

    /**
     * Rows from a number on.
     *
     * @param skipped rows whose keys were read to get there: what the jump cost
     * @param strategy how they were found
     */
    public record Rows<T>(long first, List<T> rows, long skipped, Page.Strategy strategy) {}

    /**
     * Reads rows.
     *
     * @param first number of the first row, from 0
     * @param size how many at most
     * @param total rows there are if that is known exactly, else -1; lets a jump begin at the end
     */
    public synchronized Rows<T> rows(long first, int size, long total) {
        if (!query.seekable()) {
            Slice<T> s = pager.slice(query, new HybridPager.Reach(null, false, first, size), reader);
            return new Rows<>(first, s.rows(), first, Page.Strategy.OFFSET);
        }
        Map.Entry<Long, Slice.Place> before = known.lowerEntry(first);
        Map.Entry<Long, Slice.Place> after = known.ceilingEntry(first + size);
        long ahead = before == null ? first : first - before.getKey() - 1;
        long fromEnd = after != null ? after.getKey() - first - size : total >= first + size ? total - first - size : Long.MAX_VALUE;
        if (fromEnd < ahead) {
            return backward(first, size, after == null ? null : after.getValue(), fromEnd);
        }
        Slice.Place from = before == null ? null : before.getValue();
        Slice<T> s = pager.slice(query, new HybridPager.Reach(from, false, ahead, size), reader);
        remember(first, s.first());
        remember(first + s.rows().size() - 1, s.last());
        return new Rows<>(first, s.rows(), ahead, strategy(ahead, from));
    }

    private Rows<T> backward(long first, int size, Slice.@Nullable Place from, long skip) {
        Slice<T> s = pager.slice(query, new HybridPager.Reach(from, true, skip, size), reader);
        List<T> rows = new ArrayList<>(s.rows());
        Collections.reverse(rows);
        remember(first, s.last());
        remember(first + rows.size() - 1, s.first());
        return new Rows<>(first, rows, skip, strategy(skip, from));
    }

    private static Page.Strategy strategy(long skipped, Slice.@Nullable Place from) {
        return skipped > 0 ? Page.Strategy.JUMP : from == null ? Page.Strategy.OFFSET : Page.Strategy.KEYSET;
    }

    private void remember(long number, Slice.@Nullable Place place) {
        if (place == null) {
            return;
        }
        if (known.size() >= REMEMBERED) {
            // Every second one goes: what stays is still spread over all that was seen.
            boolean[] keep = {false};
            known.keySet().removeIf(k -> keep[0] = !keep[0]);
        }
        known.put(number, place);
    }
}
