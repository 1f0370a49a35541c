package dev.howdah.engine.twin;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * The few pages of an empty index that the planner reads. A b-tree's planner asks for the height of the tree, and may walk down to
 * its first or last key: so the meta page names a root, and from it one page a level leads to an empty leaf. A BRIN index's
 * meta page says how far its map reaches. Layouts are those of PostgreSQL 14 to 18 ("Database Page Layout", nbtree.h,
 * brin_page.h).
 */
final class IndexPages {
    static final int PAGE = 8192;

    private static final int HEADER = 24;
    private static final int SPECIAL = 16;
    private static final int LEAF = 1;
    private static final int ROOT = 2;
    private static final int PIVOT = 0x2000;
    private static final int RANGES_PER_MAP_PAGE = 1360;

    private IndexPages() {}

    /** Where in a meta page the root is named: root, level, fast root, fast level. */
    static final int BTREE_ROOT = HEADER + 8;

    static final int BRIN_PAGES_PER_RANGE = HEADER + 8;
    static final int BRIN_LAST_MAP_PAGE = HEADER + 12;

    /** Root block 1 at this height, the way down in the blocks after it. */
    static byte[] btreeRoot(int height) {
        return page().putInt(1).putInt(height).putInt(1).putInt(height).array();
    }

    private static ByteBuffer page() {
        return ByteBuffer.allocate(16).order(ByteOrder.nativeOrder());
    }

    /** The blocks 1 to height + 1. */
    static byte[] btreePath(int height) {
        ByteBuffer b = ByteBuffer.allocate((height + 1) * PAGE).order(ByteOrder.nativeOrder());
        for (int level = height; level >= 0; level--) {
            int at = (height - level) * PAGE;
            boolean leaf = level == 0;
            int special = PAGE - SPECIAL;
            b.putShort(at + 12, (short) (leaf ? HEADER : HEADER + 4));
            b.putShort(at + 14, (short) (leaf ? special : special - 8));
            b.putShort(at + 16, (short) special);
            b.putShort(at + 18, (short) (PAGE | 4));
            if (!leaf) {
                b.putInt(at + HEADER, (special - 8) | (1 << 15) | (8 << 17));
                downlink(b, at + special - 8, height - level + 2);
            }
            b.putInt(at + special + 8, level);
            b.putShort(at + special + 12, (short) ((leaf ? LEAF : 0) | (level == height ? ROOT : 0)));
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

    static int brinLastMapPage(long heapBlocks, int pagesPerRange) {
        return (int) (heapBlocks / Math.max(1, pagesPerRange) / RANGES_PER_MAP_PAGE) + 1;
    }
}
