package dev.howdah.engine.job;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One range of a table's key: above a place, up to and with another.
 *
 * @param after exclusive; null for the table's beginning
 * @param upTo inclusive
 * @param rows keys in it when it was cut
 * @param except a further condition that leaves out rows that others hold; empty for none
 */
public record Chunk(TableName table, Key key, @Nullable List<String> after, List<String> upTo, long rows, String except) {
    /** The condition that holds for the chunk's rows alone. */
    public String condition() {
        String upper = key.compare("<=", upTo);
        String range = after == null ? upper : key.compare(">", after) + " AND " + upper;
        return except.isEmpty() ? "(" + range + ")" : "(" + range + " AND " + except + ")";
    }
}
