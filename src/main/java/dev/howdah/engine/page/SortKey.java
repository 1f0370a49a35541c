package dev.howdah.engine.page;

/**
 * One sort key. Immutable.
 *
 * @param expression SQL over the query's columns, a quoted column name say
 * @param nullsFirst where rows without a value stand
 */
public record SortKey(String expression, boolean descending, boolean nullsFirst) {
    /** Rising, rows without a value last, as PostgreSQL does it. */
    public static SortKey asc(String expression) {
        return new SortKey(expression, false, false);
    }

    /** Falling, rows without a value first, as PostgreSQL does it. */
    public static SortKey desc(String expression) {
        return new SortKey(expression, true, true);
    }

    SortKey reversed() {
        return new SortKey(expression, !descending, !nullsFirst);
    }

    /** As it stands in ORDER BY. */
    String orderBy() {
        String direction = descending ? " DESC" : "";
        String nulls = nullsFirst == descending ? "" : nullsFirst ? " NULLS FIRST" : " NULLS LAST";
        return expression + direction + nulls;
    }
}
