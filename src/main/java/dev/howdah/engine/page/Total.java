package dev.howdah.engine.page;

/**
 * How many rows there are, and how sure that is.
 *
 * @param rows -1 when unknown
 */
public record Total(long rows, Kind kind) {
    /** Where the figure is from. */
    public enum Kind {
        /** Counted. */
        EXACT,
        /** The planner's estimate. */
        ESTIMATED,
        UNKNOWN
    }

    public static final Total UNKNOWN = new Total(-1, Kind.UNKNOWN);
}
