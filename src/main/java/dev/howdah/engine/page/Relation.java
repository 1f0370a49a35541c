package dev.howdah.engine.page;

/**
 * Something that can be browsed.
 *
 * @param kind r table, p partitioned table, v view, m materialised view, f foreign table
 * @param rows as the planner knows it, -1 when it was never counted
 * @param bytes on disk with indexes and TOAST, 0 for what has no storage of its own
 */
public record Relation(String schema, String name, String kind, long rows, long bytes, boolean readable) {
    @Override
    public String toString() {
        return schema + "." + name;
    }
}
