package dev.howdah.engine.plan;

import dev.howdah.engine.plan.PlanIssue.Kind;
import dev.howdah.engine.text.Share;
import dev.howdah.engine.text.Text;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads a plan for what costs time. Made for one plan. */
final class Findings {
    /** A finding that could save less than this part of the whole is not worth a sentence. */
    private static final double LEAST_SHARE = 0.01;

    private static final double LEAST_MS = 1;

    private final Plan plan;
    private final PlanTimes times;
    private final double whole;
    private final @Nullable PlanNode[] parents;
    private final List<PlanIssue> issues = new ArrayList<>();

    private Findings(Plan plan) {
        this.plan = plan;
        this.times = PlanTimes.of(plan);
        this.whole = plan.totalMs();
        this.parents = new @Nullable PlanNode[plan.nodes().size()];
        plan.nodes().forEach(n -> n.children().forEach(c -> parents[c.id()] = n));
    }

    /** What could be saved, the most first. */
    static List<PlanIssue> of(Plan plan) {
        Findings f = new Findings(plan);
        if (plan.analyzed()) {
            plan.nodes().stream().filter(PlanNode::ran).forEach(f::node);
            f.statement();
        } else {
            plan.nodes().forEach(f::estimated);
        }
        f.issues.sort(Comparator.comparingDouble(PlanIssue::share).reversed().thenComparingInt(PlanIssue::node));
        return List.copyOf(f.issues);
    }

    private void node(PlanNode n) {
        discards(n);
        misestimate(n);
        spills(n);
        loops(n);
        reads(n);
        offset(n);
        workers(n);
    }

    private void discards(PlanNode n) {
        double loops = actual(n).loops();
        double removed = zero(n.number("Rows Removed by Filter")) * loops;
        double kept = actual(n).allRows();
        double wasted = removed / Math.max(1, removed + kept);
        String filter = n.details().getOrDefault("Filter", "");
        if (n.type().equals("Seq Scan") && removed >= 1_000 && wasted > 0.5) {
            add(Kind.SCAN_DISCARDS, n, times.ownMs(n) * wasted, count(removed + kept), count(kept), n.target(), filter);
        } else if (n.type().startsWith("Index") && removed >= 1_000 && wasted > 0.5) {
            add(Kind.INDEX_DISCARDS, n, times.ownMs(n) * wasted, count(removed + kept), count(kept), n.target(), filter);
        } else if (n.type().equals("CTE Scan") && removed >= 10_000 && wasted > 0.9) {
            add(Kind.CTE_FILTER, n, times.ownMs(n) * wasted, count(removed), n.target(), filter);
        }
        double joined = zero(n.number("Rows Removed by Join Filter")) * loops;
        if (joined >= 10_000 && joined > 10 * kept) {
            add(Kind.JOIN_DISCARDS, n, times.ownMs(n), count(joined), count(kept), n.details().getOrDefault("Join Filter", ""));
        }
        double rechecked = zero(n.number("Lossy Heap Blocks"));
        if (rechecked > 100) {
            double lossy = rechecked / Math.max(1, rechecked + zero(n.number("Exact Heap Blocks")));
            add(Kind.LOSSY_BITMAP, n, times.ownMs(n) * lossy * 0.5, count(rechecked), n.target());
        }
        double fetches = zero(n.number("Heap Fetches"));
        if (n.type().equals("Index Only Scan") && fetches > 1_000 && fetches > 0.1 * kept) {
            add(Kind.HEAP_FETCHES, n, times.ownMs(n) * Math.min(1, fetches / Math.max(1, kept)) * 0.7, count(fetches), n.target(), relation(n));
        }
    }

    /** Only where the error can have led to a bad choice: at scans and joins, and first at the lowest such node. */
    private void misestimate(PlanNode n) {
        double factor = factor(n);
        if (factor < 10 || n.children().stream().anyMatch(c -> c.ran() && factor(c) >= 10)) {
            return;
        }
        boolean fewer = actual(n).rows() > n.estimate().rows();
        if (!fewer && stoppedEarly(n)) {
            return;
        }
        double at = 0;
        for (PlanNode p = parent(n); p != null; p = parent(p)) {
            if (p.type().equals("Nested Loop") && fewer) {
                at = Math.max(at, times.totalMs(p) * 0.5);
            } else if (p.type().endsWith("Join") || p.type().equals("Sort") || p.type().equals("Aggregate")) {
                at = Math.max(at, times.ownMs(p) * 0.3);
            }
        }
        add(Kind.MISESTIMATE, n, at, count(n.estimate().rows()), count(actual(n).rows()), Math.round(factor), name(n), n.target(),
                tables(n), fewer ? 1 : 0);
    }

    /** How many times off the planner was; 1 is exact. Rows below 10 on both sides are never called wrong. */
    static double factor(PlanNode n) {
        double expected = Math.max(1, n.estimate().rows());
        double real = n.actual() == null ? expected : Math.max(1, n.actual().rows());
        return expected < 10 && real < 10 ? 1 : Math.max(expected / real, real / expected);
    }

    private void spills(PlanNode n) {
        double disk = zero(n.number("Sort Space Used"));
        if ("Disk".equals(n.detail("Sort Space Type"))) {
            add(Kind.SORT_SPILL, n, times.ownMs(n) * 0.5, size(disk), size(disk * 3));
        }
        double batches = Math.max(zero(n.number("Hash Batches")), zero(n.number("HashAgg Batches")));
        double used = zero(n.number("Disk Usage"));
        if (batches > 1 || used > 0) {
            PlanNode above = n.type().equals("Hash") ? parent(n) : null;
            PlanNode payer = above == null ? n : above;
            double memory = Math.max(zero(n.number("Peak Memory Usage")) * batches, used * 2);
            add(Kind.HASH_SPILL, n, (times.ownMs(n) + (payer.id() == n.id() ? 0 : times.ownMs(payer))) * 0.5, Math.round(batches), size(memory));
        }
    }

    private void loops(PlanNode n) {
        double loops = actual(n).loops();
        if ("SubPlan".equals(n.place().relationship()) && loops >= 100 && times.totalMs(n) > LEAST_MS) {
            add(Kind.SUBPLAN_LOOPS, n, times.totalMs(n) * 0.9, count(loops), String.valueOf(n.place().subplan()), ms(times.totalMs(n)));
            return;
        }
        PlanNode parent = parent(n);
        boolean inner = "Inner".equals(n.place().relationship()) && parent != null && parent.type().equals("Nested Loop");
        if (inner && loops >= 1_000 && times.totalMs(n) > 0.2 * whole) {
            add(Kind.MANY_LOOPS, n, times.totalMs(n) * 0.7, count(loops), name(n), n.target(), ms(times.totalMs(n) / loops));
        }
    }

    private void reads(PlanNode n) {
        Buffers own = times.ownBuffers(n);
        if (own.ioReadMs() > 0.5 * times.ownMs(n) && own.sharedRead() > 100) {
            add(Kind.COLD_READS, n, Math.min(times.ownMs(n), own.ioReadMs()) * 0.8, count(own.sharedRead()), ms(own.ioReadMs()), n.target());
        }
    }

    private void offset(PlanNode n) {
        if (!n.type().equals("Limit") || n.children().isEmpty() || !n.children().getFirst().ran()) {
            return;
        }
        double produced = actual(n.children().getFirst()).rows();
        double skipped = produced - actual(n).rows();
        if (skipped > 1_000 && skipped > 10 * actual(n).rows()) {
            add(Kind.DEEP_OFFSET, n, times.totalMs(n) * skipped / produced, count(skipped), count(actual(n).rows()));
        }
    }

    private void workers(PlanNode n) {
        PlanNode.Workers w = n.workers();
        if (w.launched() >= 0 && w.launched() < w.planned()) {
            double faster = 1 - (w.launched() + 1.0) / (w.planned() + 1.0);
            add(Kind.WORKERS_MISSING, n, times.totalMs(n) * faster, w.launched(), w.planned());
        }
    }

    private void statement() {
        Plan.Summary s = plan.summary();
        if (s.jit() != null && s.jit().totalMs() > 0.2 * whole) {
            add(Kind.JIT, plan.root(), s.jit().totalMs(), ms(s.jit().totalMs()), s.jit().functions());
        }
        for (Plan.Trigger t : s.triggers()) {
            if (t.ms() > 0.1 * whole) {
                add(Kind.TRIGGER, plan.root(), t.ms() * 0.9, t.name(), ms(t.ms()), count(t.calls()));
            }
        }
        if (s.planningMs() > whole && s.planningMs() > 1) {
            add(Kind.PLANNING, plan.root(), s.planningMs() * 0.9, ms(s.planningMs()), ms(whole));
        }
    }

    /** Without figures only the shape speaks. */
    private void estimated(PlanNode n) {
        double cost = plan.root().estimate().totalCost();
        double share = cost > 0 ? Math.min(1, n.estimate().totalCost() / cost) : 0;
        if (n.type().equals("Seq Scan") && n.details().containsKey("Filter") && share > 0.3 && n.estimate().totalCost() > 100) {
            issues.add(issue(Kind.SCAN_DISCARDS, n, Double.NaN, share, "plan.estimated.scan", n.details().getOrDefault("Filter", ""), percent(share), n.target()));
        }
        PlanNode parent = parent(n);
        boolean inner = "Inner".equals(n.place().relationship());
        if (inner && parent != null && parent.type().equals("Nested Loop") && parent.children().getFirst().estimate().rows() >= 10_000) {
            double rows = parent.children().getFirst().estimate().rows();
            issues.add(issue(Kind.MANY_LOOPS, n, Double.NaN, share, "plan.estimated.loops", name(n), n.target(), count(rows)));
        }
    }

    private void add(Kind kind, PlanNode n, double savingMs, Object... args) {
        double share = whole > 0 && !Double.isNaN(savingMs) ? Math.min(1, savingMs / whole) : 0;
        boolean untimed = Double.isNaN(savingMs);
        if (untimed || kind == Kind.MISESTIMATE || (share >= LEAST_SHARE && savingMs >= Math.min(LEAST_MS, whole / 2))) {
            issues.add(issue(kind, n, savingMs, share, "plan.finding." + key(kind), args));
        }
    }

    private static PlanIssue issue(Kind kind, PlanNode n, double savingMs, double share, String finding, Object... args) {
        return new PlanIssue(kind, n.id(), savingMs, share, Text.of(finding, args), Text.of("plan.advice." + key(kind), args));
    }

    private static String key(Kind kind) {
        return kind.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private @Nullable PlanNode parent(PlanNode n) {
        return parents[n.id()];
    }

    /** Above a Limit, and on the inner side of a merge, a node may be stopped early: fewer rows than expected say nothing. */
    private boolean stoppedEarly(PlanNode n) {
        for (PlanNode p = parent(n); p != null; p = parent(p)) {
            String join = p.details().getOrDefault("Join Type", "");
            if (p.type().equals("Limit") || p.type().equals("Merge Join") || join.equals("Semi") || join.equals("Anti")) {
                return true;
            }
        }
        return "SubPlan".equals(n.place().relationship()) || n.type().equals("Memoize");
    }

    /** Only for nodes that ran. */
    private static PlanNode.Actual actual(PlanNode n) {
        return Objects.requireNonNull(n.actual());
    }

    private static String name(PlanNode n) {
        return (n.label() + " " + n.target()).strip();
    }

    /** Those that the step and all below it read: what its estimate is made of. */
    private static String tables(PlanNode n) {
        String all = below(n).map(Findings::relation).filter(r -> !r.isEmpty()).distinct().collect(Collectors.joining(", "));
        return all.isEmpty() ? Text.of("plan.tables") : all;
    }

    private static Stream<PlanNode> below(PlanNode n) {
        return Stream.concat(Stream.of(n), n.children().stream().flatMap(Findings::below));
    }

    private static String relation(PlanNode n) {
        String r = n.object().relation();
        return r == null ? "" : r;
    }

    private static double zero(double v) {
        return Double.isNaN(v) ? 0 : v;
    }

    private static String percent(double share) {
        return Share.text(share, 0);
    }

    static String count(double v) {
        if (v >= 1e6) {
            return String.format(Text.locale(), "%.1f M", v / 1e6);
        }
        return v >= 10_000 ? String.format(Text.locale(), "%.0f k", v / 1e3) : String.valueOf(Math.round(v));
    }

    static String ms(double ms) {
        if (ms >= 1_000) {
            return String.format(Text.locale(), "%.1f s", ms / 1e3);
        }
        return String.format(Text.locale(), ms < 1 ? "%.3f ms" : ms < 10 ? "%.1f ms" : "%.0f ms", ms);
    }

    private static String size(double kb) {
        return kb >= 1_024 ? String.format(Text.locale(), "%.0f MB", kb / 1_024) : String.format(Text.locale(), "%.0f kB", kb);
    }
}
