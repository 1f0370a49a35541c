package dev.howdah.engine.twin;

/**
 * How many pages a GIN index has when it is built: one entry a key with the compressed list of its rows beside it, or a tree of its
 * own where that is long. Entries come in their order and each full page is split in the middle, so pages stay half full. Formulas
 * after PostgreSQL's ginentrypage.c and ginpostinglist.c.
 */
final class GinPages {
    private static final double ENTRY_ROOM = 8192 - 24 - 8;
    private static final double DATA_ROOM = 8192 - 24 - 8 - 16;
    private static final double HALF_FULL = 0.5;
    private static final double LONGEST_ENTRY = 2700;
    private static final double HEADERS_OF_SEGMENTS = 1.03;

    private final double heapPages;
    private double entryBytes;
    private double dataPages;

    /** @param heapPages of the table */
    GinPages(double heapPages) {
        this.heapPages = Math.max(1, heapPages);
    }

    /**
     * So many keys, each in so many rows.
     *
     * @param width of a key in bytes
     */
    void add(double keys, double rowsPerKey, double width) {
        double rows = Math.max(1, rowsPerKey);
        double list = 8 + (rows - 1) * bytesPerRow(rows);
        double tuple = IndexSize.round8(IndexSize.round8(8 + width) + list);
        if (tuple > LONGEST_ENTRY) {
            double leaves = Math.ceil(rows * bytesPerRow(rows) * HEADERS_OF_SEGMENTS / DATA_ROOM);
            dataPages += keys * (leaves + (leaves > 1 ? 1 : 0));
            tuple = IndexSize.round8(8 + width);
        }
        entryBytes += keys * (tuple + 4);
    }

    /**
     * A row's number is kept as the distance from the last one, seven bits a byte: one byte on the same page, a second one for the
     * next seven pages, a third up to 1,023 pages on. By chance a page that follows is passed over as often as rows are rare.
     */
    private double bytesPerRow(double rows) {
        double passed = heapPages / (heapPages + rows);
        return 1 + passed + Math.pow(passed, 8) + Math.pow(passed, 1024) + Math.pow(passed, 131_072);
    }

    /** Meta page, entries and their inner pages, lists of their own. */
    long pages() {
        double leaves = Math.ceil(entryBytes / ENTRY_ROOM / (entryBytes > ENTRY_ROOM ? HALF_FULL : 1));
        return (long) (1 + leaves + (leaves > 1 ? Math.ceil(leaves / 150) : 0) + dataPages);
    }
}
