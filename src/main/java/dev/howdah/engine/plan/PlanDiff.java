package dev.howdah.engine.plan;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What differs between two plans of one statement. Immutable.
 *
 * @param changes in the order of the second plan, those that are gone last
 * @param timeFactor how much longer the second takes: 0.5 is half; NaN unless both were measured
 * @param costFactor the same by the planner's cost; NaN where there is none
 */
public record PlanDiff(List<Change> changes, double timeFactor, double costFactor) {

    /** What became of a step. */
    public enum Kind {
        SAME,
        /** The same job done another way: another scan of the same table, another kind of join of the same tables. */
        REPLACED,
        ADDED,
        REMOVED
    }

    /** @param before null when it was added; after is null when it was removed */
    public record Change(Kind kind, @Nullable PlanNode before, @Nullable PlanNode after) {}

    /** True when both do the same steps on the same objects, whatever they cost. */
    public boolean sameShape() {
        return changes.stream().allMatch(c -> c.kind() == Kind.SAME);
    }

    /** Pairs the steps of two plans by the job that they do: what they read or join, and of what sort they are. */
    public static PlanDiff of(Plan before, Plan after) {
        Map<Job, Deque<PlanNode>> old = new HashMap<>();
        long[] oldReads = reads(before);
        before.nodes().forEach(n -> old.computeIfAbsent(job(n, oldReads), j -> new ArrayDeque<>()).add(n));
        List<Change> changes = new ArrayList<>();
        long[] newReads = reads(after);
        for (PlanNode n : after.nodes()) {
            Deque<PlanNode> same = old.get(job(n, newReads));
            PlanNode b = same == null ? null : same.poll();
            if (b == null) {
                changes.add(new Change(Kind.ADDED, null, n));
            } else {
                boolean equal = b.label().equals(n.label()) && b.target().equals(n.target());
                changes.add(new Change(equal ? Kind.SAME : Kind.REPLACED, b, n));
            }
        }
        old.values().stream().flatMap(Deque::stream).sorted(java.util.Comparator.comparingInt(PlanNode::id))
                .forEach(b -> changes.add(new Change(Kind.REMOVED, b, null)));
        double time = after.totalMs() / before.totalMs();
        double cost = after.root().estimate().totalCost() / before.root().estimate().totalCost();
        return new PlanDiff(List.copyOf(changes), time, cost);
    }

    /** @param reads a sum over the names of all that is read below: equal sets have equal sums, whatever the order of joins */
    private record Job(String sort, long reads) {}

    private static Job job(PlanNode n, long[] reads) {
        String sort = switch (n.type()) {
            case "Nested Loop", "Hash Join", "Merge Join" -> "join";
            default -> n.type().endsWith("Scan") && !n.type().equals("Bitmap Index Scan") ? "scan" : n.type();
        };
        return new Job(sort, reads[n.id()]);
    }

    private static long[] reads(Plan plan) {
        long[] sums = new long[plan.nodes().size()];
        for (int i = sums.length - 1; i >= 0; i--) {
            PlanNode n = plan.nodes().get(i);
            String alias = n.object().alias();
            sums[i] = alias == null ? 0 : spread(alias.hashCode());
            for (PlanNode child : n.children()) {
                sums[i] += sums[child.id()];
            }
        }
        return sums;
    }

    private static long spread(long h) {
        long x = (h + 0x9E3779B97F4A7C15L) * 0xBF58476D1CE4E5B9L;
        return x ^ (x >>> 31);
    }
}
