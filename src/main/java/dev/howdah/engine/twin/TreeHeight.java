package dev.howdah.engine.twin;

import java.util.List;

/**
 * How high a b-tree is, from its size: pages above the leaves are filled to 70 %, as PostgreSQL leaves them. A key up there keeps only
 * the columns in which two neighbouring entries differ, and the row's number where they do not differ at all (nbtree README,
 * "suffix truncation").
 */
final class TreeHeight {
    private static final int PAGE_ROOM = 8192 - 24 - 16;
    private static final double FILL = 0.70;

    private TreeHeight() {}

    /**
     * @param blocks of the index, meta page included
     * @param parts the key columns
     * @param distinct for each the number of different keys up to it
     * @param entries on the leaves, a list of equal keys being one
     */
    static int of(long blocks, List<IndexSize.Part> parts, double[] distinct, double entries) {
        double width = 0;
        double told = 0;
        for (int i = 0; i < parts.size(); i++) {
            double share = Math.min(1, distinct[i] / Math.max(1, entries));
            width += Math.max(0, share - told) * IndexSize.round8(IndexSize.dataWidth(parts.subList(0, i + 1)));
            told = Math.max(told, share);
        }
        width += (1 - told) * (IndexSize.dataWidth(parts) + 8);
        return of(blocks, width);
    }

    private static int of(long blocks, double keyWidth) {
        double fanOut = Math.max(2, Math.floor(PAGE_ROOM * FILL / (8 + keyWidth + 4)));
        double pages = blocks - 1.0;
        double leaves = pages <= 1 ? 1 : pages * (1 - 1 / fanOut);
        int height = 0;
        while (leaves > 1) {
            leaves = Math.ceil(leaves / fanOut);
            height++;
        }
        return height;
    }
}
