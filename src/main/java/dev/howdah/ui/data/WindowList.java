package dev.howdah.ui.data;

import dev.howdah.engine.page.CellValue;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.IntConsumer;
import javafx.collections.ObservableListBase;
import org.jspecify.annotations.Nullable;

/** As many rows as there are, of which only blocks near those that were looked at are in memory. For the FX thread only. */
final class WindowList extends ObservableListBase<GridRow> {
    static final int BLOCK = 200;
    private static final int BLOCKS = 60;

    private final Set<Integer> asked = new HashSet<>();
    private final Map<Integer, List<List<CellValue>>> blocks = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.@Nullable Entry<Integer, List<List<CellValue>>> eldest) {
            return size() > BLOCKS;
        }
    };
    private IntConsumer wanted = b -> {};
    private int size;

    /** Called with the number of a block whose rows are looked at and not there. */
    void onWanted(IntConsumer action) {
        wanted = action;
    }

    @Override
    public GridRow get(int index) {
        int block = index / BLOCK;
        List<List<CellValue>> rows = blocks.get(block);
        if (rows == null) {
            if (asked.add(block)) {
                wanted.accept(block);
            }
            return new GridRow(index, null);
        }
        int place = index % BLOCK;
        return new GridRow(index, place < rows.size() ? rows.get(place) : null);
    }

    @Override
    public int size() {
        return size;
    }

    /** Nothing is known any more; so many rows are expected. */
    void clear(int expected) {
        blocks.clear();
        asked.clear();
        resize(0);
        resize(expected);
    }

    /**
     * Takes the rows of a block in. A short block is the end.
     *
     * @param counted the size is that of a count; otherwise there may be more rows than were expected
     */
    void loaded(int block, List<List<CellValue>> rows, boolean counted) {
        asked.remove(block);
        blocks.put(block, rows);
        int first = block * BLOCK;
        int end = first + rows.size();
        if (rows.size() < BLOCK) {
            resize(rows.isEmpty() && block > 0 ? Math.min(size, first) : end);
        } else if (!counted && size < end + 1) {
            resize(end + 1);
        }
        updated(first, Math.min(end, size));
    }

    /** The block's rows are there but cannot be read. */
    void unreadable(int block) {
        int rows = Math.min(BLOCK, size - block * BLOCK);
        asked.remove(block);
        if (rows > 0) {
            blocks.put(block, Collections.nCopies(rows, List.of()));
            updated(block * BLOCK, block * BLOCK + rows);
        }
    }

    private void updated(int from, int to) {
        beginChange();
        for (int i = from; i < to; i++) {
            nextUpdate(i);
        }
        endChange();
    }

    /** The block was not read: it is asked for again when it is looked at again. */
    void failed(int block) {
        asked.remove(block);
    }

    void resize(int now) {
        int before = size;
        if (now == before) {
            return;
        }
        beginChange();
        size = now;
        if (now > before) {
            nextAdd(before, now);
        } else {
            nextRemove(now, Collections.nCopies(before - now, new GridRow(-1, null)));
        }
        endChange();
    }
}
