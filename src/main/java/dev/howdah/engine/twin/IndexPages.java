package dev.howdah.engine.twin;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * The few pages of an empty index that the planner reads. A b-tree's planner asks for the height of the tree, and may walk down to
 * its first or last key: so the meta page names a root, and from it one page a level leads to an empty leaf. A BRIN index's
 * meta page says how far its map reaches, a GIN index's how many entries it has. Layouts are those of PostgreSQL 14 to 18 ("Database Page Layout", nbtree.h,
 * brin_page.h, ginblock.h).
 */
final class IndexPages {
    static final int PAGE = 8192;

    private static final int HEADER = 24;
    private static final int SPECIAL = 16;
    private static final int LEAF = 1;
    private static final int ROOT = 2;
    private static final int PIVOT = 0x2000;
    private static final int GIN_META = 56;
    private static final int RANGES_PER_MAP_PAGE = 1360;

    private IndexPages() {}

    /** Where in a meta page the root is named: root, level, fast root, fast level. */
    static final int BTREE_ROOT = HEADER + 8;

    /** A height that the planner takes for no cost at all: the root is written as one level below the leaves, with a leaf under it. */
    static final int NO_HEIGHT = -1;

    static final int BRIN_PAGES_PER_RANGE = HEADER + 8;
    static final int BRIN_LAST_MAP_PAGE = HEADER + 12;

    /** Root block 1 at this height, the way down in the blocks after it. */
    static byte[] btreeRoot(int height) {
        return page().putInt(1).putInt(height).putInt(1).putInt(height).array();
    }

    private static ByteBuffer page() {
        return ByteBuffer.allocate(16).order(ByteOrder.nativeOrder());
    }

    /** The blocks 1 to height + 1; two where there is no height. */
    static byte[] btreePath(int height) {
        int pages = Math.max(height + 1, height == NO_HEIGHT ? 2 : 1);
        ByteBuffer b = ByteBuffer.allocate(pages * PAGE).order(ByteOrder.nativeOrder());
        for (int page = 0; page < pages; page++) {
            int at = page * PAGE;
            boolean leaf = page == pages - 1;
            int level = leaf ? 0 : height - page;
            int special = PAGE - SPECIAL;
            b.putShort(at + 12, (short) (leaf ? HEADER : HEADER + 4));
            b.putShort(at + 14, (short) (leaf ? special : special - 8));
            b.putShort(at + 16, (short) special);
            b.putShort(at + 18, (short) (PAGE | 4));
            if (!leaf) {
                b.putInt(at + HEADER, (special - 8) | (1 << 15) | (8 << 17));
                downlink(b, at + special - 8, page + 2);
            }
            b.putInt(at + special + 8, level);
            b.putShort(at + special + 12, (short) ((leaf ? LEAF : 0) | (page == 0 ? ROOT : 0)));
        }
        return b.array();
    }

    /** A tuple without key, lower than all others, that leads to a block. */
    private static void downlink(ByteBuffer b, int at, int block) {
        b.putShort(at, (short) (block >>> 16));
        b.putShort(at + 2, (short) block);
        b.putShort(at + 4, (short) 0);
        b.putShort(at + 6, (short) (8 | PIVOT));
    }

    /** The first two blocks of a GIN index with so many pages in all, pages with entries, and different entries. */
    static byte[] gin(long pages, long entryPages, long entries) {
        ByteBuffer b = ByteBuffer.allocate(2 * PAGE).order(ByteOrder.nativeOrder());
        ginHeader(b, 0, HEADER + GIN_META, 8);
        b.putInt(HEADER, -1).putInt(HEADER + 4, -1);
        b.putInt(HEADER + 24, (int) pages).putInt(HEADER + 28, (int) entryPages);
        b.putInt(HEADER + 32, (int) Math.max(0, pages - 1 - entryPages));
        b.putLong(HEADER + 40, entries).putInt(HEADER + 48, 2);
        ginHeader(b, PAGE, HEADER, 2);
        return b.array();
    }

    private static void ginHeader(ByteBuffer b, int at, int lower, int flags) {
        int special = PAGE - 8;
        b.putShort(at + 12, (short) lower).putShort(at + 14, (short) special).putShort(at + 16, (short) special);
        b.putShort(at + 18, (short) (PAGE | 4));
        b.putInt(at + special, -1).putShort(at + special + 6, (short) flags);
    }

    static int brinLastMapPage(long heapBlocks, int pagesPerRange) {
        return (int) (heapBlocks / Math.max(1, pagesPerRange) / RANGES_PER_MAP_PAGE) + 1;
    }
}
