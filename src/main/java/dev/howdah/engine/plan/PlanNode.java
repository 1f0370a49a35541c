package dev.howdah.engine.plan;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One step of a plan. Immutable.
 *
 * @param id its place in the plan from top to bottom, the root being 0
 * @param type as EXPLAIN's JSON names it: {@code Index Scan}, {@code Hash Join}, {@code Aggregate}
 * @param object what it reads or writes
 * @param actual what happened when it ran; null for a plan that was only estimated
 * @param buffers null unless EXPLAIN was asked for them
 * @param details every further line of EXPLAIN in its order, key to value: Filter, Sort Key, Join Type …
 */
public record PlanNode(
        int id,
        String type,
        Place place,
        Target object,
        Estimate estimate,
        @Nullable Actual actual,
        @Nullable Buffers buffers,
        Workers workers,
        Map<String, String> details,
        List<PlanNode> children) {

    /**
     * How it hangs on its parent.
     *
     * @param relationship Outer, Inner, Member, Subquery, InitPlan, SubPlan; null for the root
     * @param subplan {@code CTE x}, {@code InitPlan 1}, {@code SubPlan 2}; null for an ordinary child
     * @param depth 0 for the root
     */
    public record Place(@Nullable String relationship, @Nullable String subplan, int depth) {}

    /** The relation, index, CTE or function; each null when there is none. The schema is given by EXPLAIN VERBOSE only. */
    public record Target(
            @Nullable String schema,
            @Nullable String relation,
            @Nullable String alias,
            @Nullable String index,
            @Nullable String cte,
            @Nullable String function) {}

    /**
     * What the planner expected of one loop.
     *
     * @param rows rows a loop; {@code NaN} like the costs where EXPLAIN ran with COSTS OFF
     */
    public record Estimate(double startupCost, double totalCost, double rows, int width) {}

    /**
     * What was measured, as EXPLAIN prints it: the mean of one loop.
     *
     * @param startupMs time to the first row in ms, NaN with TIMING OFF
     * @param totalMs time to the last row in ms, NaN with TIMING OFF
     * @param rows rows a loop
     * @param loops how often it ran, added up over all processes; 0 when it never ran
     */
    public record Actual(double startupMs, double totalMs, double rows, double loops) {
        public boolean neverRan() {
            return loops == 0;
        }

        /** Rows that it produced in all loops and processes together. */
        public double allRows() {
            return rows * loops;
        }
    }

    /** Parallel workers of a Gather; -1 where EXPLAIN does not say. */
    public record Workers(int planned, int launched) {
        public static final Workers NONE = new Workers(-1, -1);
    }

    /** A further line of EXPLAIN, or null. */
    public @Nullable String detail(String key) {
        return details.get(key);
    }

    /** A further line of EXPLAIN as a number; NaN when it is absent or no number. */
    public double number(String key) {
        String value = details.get(key);
        if (value == null) {
            return Double.NaN;
        }
        int end = 0;
        while (end < value.length() && (Character.isDigit(value.charAt(end)) || value.charAt(end) == '.')) {
            end++;
        }
        return end == 0 ? Double.NaN : Double.parseDouble(value.substring(0, end));
    }

    /** True when it did run in an analyzed plan. */
    public boolean ran() {
        return actual != null && !actual.neverRan();
    }

    /** The type as EXPLAIN's text form writes it: {@code Parallel Seq Scan}, {@code Hash Left Join}, {@code HashAggregate}. */
    public String label() {
        return PlanLabels.of(this);
    }

    /** What it works on in a few words: {@code orders o using orders_pkey}; empty when it works on nothing of its own. */
    public String target() {
        return PlanLabels.target(this);
    }
}
