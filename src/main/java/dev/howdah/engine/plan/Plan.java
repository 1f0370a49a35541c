package dev.howdah.engine.plan;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A statement's execution plan, estimated or measured. Immutable.
 *
 * @param root the node that returns the result
 * @param nodes all nodes from top to bottom; a node's id is its index
 */
public record Plan(PlanNode root, List<PlanNode> nodes, Summary summary) {

    /**
     * What stands around the tree.
     *
     * @param query the statement, as auto_explain gives it; null when unknown
     * @param queryId the server's own number of the statement, 0 when unknown
     * @param planningMs in ms, NaN when unknown
     * @param executionMs in ms, triggers included, NaN when the plan was only estimated
     * @param settings planner settings that differ from the built-in values, as EXPLAIN SETTINGS lists them
     */
    public record Summary(
            @Nullable String query,
            long queryId,
            double planningMs,
            double executionMs,
            @Nullable Jit jit,
            List<Trigger> triggers,
            Map<String, String> settings) {}

    /** Time in ms that just-in-time compilation took; parts are NaN where EXPLAIN does not tell them. */
    public record Jit(int functions, double totalMs, double generationMs, double inliningMs, double optimizationMs, double emissionMs) {}

    /** @param name the trigger's, or that of the constraint that it stands for; ms and calls over the whole statement */
    public record Trigger(String name, @Nullable String relation, double ms, double calls) {}

    /** True when it was really executed. */
    public boolean analyzed() {
        return root.actual() != null;
    }

    /**
     * How long the statement took, in ms: Execution Time where it is known, else the root's own time; NaN when only estimated or
     * measured without timing.
     */
    public double totalMs() {
        if (!Double.isNaN(summary.executionMs())) {
            return summary.executionMs();
        }
        PlanNode.Actual a = root.actual();
        return a == null ? Double.NaN : a.totalMs() * a.loops();
    }

    /** What costs time in it, in words, the most that could be saved first. */
    public List<PlanIssue> issues() {
        return Findings.of(this);
    }

    /** Where a measured plan spent its time. */
    public PlanTimes times() {
        return PlanTimes.of(this);
    }

    /** 64 bits over its shape: the steps, what they work on and how they hang together; not costs, conditions or figures. */
    public long fingerprint() {
        StringBuilder shape = new StringBuilder();
        for (PlanNode n : nodes) {
            shape.append(n.place().depth()).append(' ').append(n.place().relationship()).append(' ').append(n.label()).append(' ')
                    .append(n.target()).append('\n');
        }
        byte[] bytes = shape.toString().getBytes(java.nio.charset.StandardCharsets.UTF_8);
        return dev.howdah.engine.sqltext.Hash.of(bytes, 0, bytes.length);
    }

    /** Reads a plan in any form that people paste: JSON or text, framed by psql, quoted by a client, or a line of the log. */
    public static Plan parse(String text) {
        return PlanReader.read(text);
    }
}
