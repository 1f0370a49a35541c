package dev.howdah.engine.twin;

/**
 * How many pages a hash index has when it is built: buckets in powers of two, from 1,024 on in quarters of them, and overflow pages
 * where many equal keys fall into one bucket. Formulas after PostgreSQL's hashpage.c and hashutil.c.
 */
final class HashPages {
    private static final int PAGE = 8192;
    /** Bytes of an entry as the server reckons it when it plans the buckets, and how full a bucket shall be. */
    private static final int ENTRY = 20;
    private static final double FILL = 0.75;
    private static final int PER_PAGE = (PAGE - 24 - 16) / ENTRY;
    private static final int WHOLE_GROUPS = 10;

    private HashPages() {}

    /** @param rows entries, which are those that are not null */
    static long of(double rows, double distinct) {
        double buckets = buckets(Math.ceil(rows / Math.floor(PAGE * FILL / ENTRY)));
        return (long) (2 + buckets + overflow(rows, Math.max(1, Math.min(rows, distinct)), buckets));
    }

    /** The next number of buckets that the server makes: a group of buckets doubles the number, in four steps when it is large. */
    static double buckets(double wanted) {
        if (wanted <= 2) {
            return 2;
        }
        int group = (int) Math.ceil(Math.log(wanted) / Math.log(2) - 1e-9);
        double whole = Math.pow(2, group);
        if (group < WHOLE_GROUPS) {
            return whole;
        }
        double quarter = whole / 8;
        return whole / 2 + quarter * Math.ceil((wanted - whole / 2) / quarter);
    }

    /** Pages beyond the first of each bucket: the number of keys in a bucket is Poisson distributed, each with as many entries. */
    private static double overflow(double rows, double distinct, double buckets) {
        double keys = distinct / buckets;
        double perKey = rows / distinct;
        double pages = 0;
        int most = (int) (keys + 10 * Math.sqrt(keys) + 20);
        double logarithm = -keys;
        for (int k = 1; k <= most; k++) {
            logarithm += Math.log(keys / k);
            pages += Math.exp(logarithm) * Math.max(0, Math.ceil(k * perKey / PER_PAGE) - 1);
        }
        return pages * buckets;
    }
}
