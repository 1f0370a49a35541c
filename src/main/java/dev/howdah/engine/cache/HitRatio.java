package dev.howdah.engine.cache;

/**
 * How often blocks were found in the cache. Immutable.
 *
 * @param name of a database, table, index
 * @param sinceReset share 0 to 1 since the counters were reset; NaN under the floor
 * @param window share within the window that was watched; NaN under the floor
 * @param blocks asked for within the window; -1 while there is no window yet
 * @param reads of these not found
 */
public record HitRatio(String name, double sinceReset, double window, long blocks, long reads) {
    /** Blocks under which a ratio says nothing. */
    public static final long FLOOR = 50_000;

    static double ratio(long hits, long reads) {
        return hits + reads < FLOOR ? Double.NaN : (double) hits / (hits + reads);
    }
}
