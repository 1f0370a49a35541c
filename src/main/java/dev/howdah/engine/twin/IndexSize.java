package dev.howdah.engine.twin;

import java.util.List;

/**
 * How many pages a b-tree will have. Real b-trees keep the row numbers of equal keys together (deduplication, since 13), which makes
 * them a half to a quarter as large as one entry a row would; not where INCLUDE columns or types without "equal means identical" stand
 * in the way. Formulas after PostgreSQL's nbtree README and nbtdedup.c.
 */
public final class IndexSize {
    private static final int PAGE = 8192;
    private static final int PAGE_ROOM = PAGE - 24 - 16;
    private static final int ITEM = 4;
    private static final int TUPLE = 8;
    private static final int ROW_NUMBER = 6;

    private IndexSize() {}

    /** One column's part of an entry: average width and alignment in bytes, how often it is not null. */
    public record Part(double width, int align, double notNull) {}

    /**
     * @param rows entries
     * @param distinct different keys, at most rows
     * @param fillFactor in percent, 90 unless set
     */
    public record Shape(double rows, double distinct, List<Part> parts, boolean deduplicates, int fillFactor) {}

    static double round8(double bytes) {
        return Math.ceil(bytes / 8) * 8;
    }

    /** Bytes of the columns of one entry, each at its alignment, null bitmap included where there are nulls. */
    static double dataWidth(List<Part> parts) {
        double at = 0;
        boolean nulls = false;
        for (Part p : parts) {
            double width = p.width() * p.notNull();
            at = Math.ceil(at / p.align()) * p.align() + width;
            nulls |= p.notNull() < 1;
        }
        return round8(at) + (nulls ? 8 * (1 - parts.stream().mapToDouble(Part::notNull).reduce(1, (a, b) -> a * b)) : 0);
    }

    /** Pages of the whole index, meta page included. */
    public static long pages(Shape s) {
        if (s.rows() < 1) {
            return 2;
        }
        double data = dataWidth(s.parts());
        double perKey = s.rows() / Math.max(1, s.distinct());
        double room = PAGE_ROOM * s.fillFactor() / 100.0;
        double leaves;
        if (!s.deduplicates() || perKey < 1.05) {
            leaves = Math.ceil(s.rows() / Math.floor(room / (TUPLE + data + ITEM)));
        } else {
            leaves = Math.ceil(bytesWithLists(s.rows(), perKey, data) / room);
        }
        return (long) (1 + leaves + inner(leaves, data));
    }

    /** Pages above the leaves, 70 % full as they are built; nothing above a single leaf. */
    private static double inner(double leaves, double data) {
        double fanOut = Math.max(2, Math.floor(PAGE_ROOM * 0.7 / (TUPLE + data + ITEM)));
        double pages = 0;
        for (double level = leaves; level > 1; ) {
            level = Math.ceil(level / fanOut);
            pages += level;
        }
        return pages;
    }

    /** Lists of row numbers that one key needs: one is split when it would pass a tenth of a page. */
    private static double lists(double perKey, double data) {
        double longest = Math.max(2, Math.floor((812 - TUPLE - data) / ROW_NUMBER));
        return Math.max(1, Math.ceil(perKey / longest));
    }

    /** Entries on the leaves, a list of equal keys being one. */
    static double entries(Shape s) {
        double perKey = s.rows() / Math.max(1, s.distinct());
        return s.deduplicates() && perKey >= 1.05 ? s.distinct() * lists(perKey, dataWidth(s.parts())) : s.rows();
    }

    private static double bytesWithLists(double rows, double perKey, double data) {
        double lists = lists(perKey, data);
        double perList = perKey / lists;
        double list = TUPLE + data + (perList < 1.5 ? 0 : round8(ROW_NUMBER * perList)) + ITEM;
        return rows / perKey * lists * list;
    }
}
