package dev.howdah.engine.plan;

import dev.howdah.engine.text.Text;
import java.util.Locale;

/**
 * Something about a plan that costs time, in words. Immutable.
 *
 * @param node id of the node that it is about; the root's for what is about the whole statement
 * @param savingMs the most that could be saved in ms, an upper bound; NaN when the plan was not measured
 * @param share savingMs of the whole time, or for a plan that was only estimated the part of the cost that is at stake; 0 to 1
 * @param finding what was observed, with its figures
 * @param advice what to do
 */
public record PlanIssue(Kind kind, int node, double savingMs, double share, String finding, String advice) {

    /** What is wrong. */
    public enum Kind {
        /** A whole table is read and most rows are thrown away. */
        SCAN_DISCARDS,
        /** An index finds rows that a further condition then throws away. */
        INDEX_DISCARDS,
        /** The planner expected far fewer or far more rows. */
        MISESTIMATE,
        /** A sort did not fit into work_mem. */
        SORT_SPILL,
        /** A hash did not fit into work_mem. */
        HASH_SPILL,
        /** A step below a loop ran very often. */
        MANY_LOOPS,
        /** A subquery ran once a row. */
        SUBPLAN_LOOPS,
        /** A bitmap did not fit into work_mem and keeps pages only. */
        LOSSY_BITMAP,
        /** An index-only scan had to look into the table after all. */
        HEAP_FETCHES,
        /** Rows are produced only to be skipped by OFFSET. */
        DEEP_OFFSET,
        /** Most of the time is reading from disk. */
        COLD_READS,
        /** Compiling took longer than it can have saved. */
        JIT,
        /** Fewer workers came than were planned. */
        WORKERS_MISSING,
        /** A trigger or foreign key takes the time. */
        TRIGGER,
        /** Planning takes longer than running. */
        PLANNING,
        /** A join without a usable condition multiplies rows. */
        JOIN_DISCARDS,
        /** A materialised CTE is read only in part. */
        CTE_FILTER;

        /** A few words for it. */
        public String label() {
            return Text.of("plan.issue." + name().toLowerCase(Locale.ROOT).replace('_', '-'));
        }
    }
}
