package dev.howdah.engine.plan;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Where a measured plan spent its time. Immutable.
 *
 * <p>EXPLAIN prints means over loops, and under a Gather the loops of all processes: a node's time is its mean times its loops,
 * divided by the number of processes that shared the work, which the loops of the Gather's child tell. A node's own time is that
 * less the time of what it ran: its children; a CTE is paid for by the scans that read it, in proportion to their time; an
 * InitPlan by the node whose condition names its result. What was never executed took nothing.
 */
public final class PlanTimes {
    private static final Pattern PARAM = Pattern.compile("\\$\\d+|\\((?:hashed )?InitPlan \\d+\\)|\\(InitPlan \\d+\\)");
    private static final Pattern RETURNS = Pattern.compile("\\$\\d+");

    private final double[] total;
    private final double[] own;
    private final Buffers[] ownBuffers;

    private PlanTimes(int nodes) {
        total = new double[nodes];
        own = new double[nodes];
        ownBuffers = new Buffers[nodes];
    }

    /** Time of a node with all that it ran, in ms; NaN when the plan was not measured or measured without timing. */
    public double totalMs(PlanNode n) {
        return total[n.id()];
    }

    /** Time of a node alone, in ms; NaN likewise. */
    public double ownMs(PlanNode n) {
        return own[n.id()];
    }

    /** Blocks that a node alone touched. */
    public Buffers ownBuffers(PlanNode n) {
        return ownBuffers[n.id()];
    }

    public static PlanTimes of(Plan plan) {
        PlanTimes t = new PlanTimes(plan.nodes().size());
        t.totals(plan.root(), 1);
        List<List<Charge>> charges = charges(plan, t);
        for (PlanNode n : plan.nodes()) {
            double rest = t.total[n.id()];
            Buffers blocks = buffers(n);
            for (Charge c : charges.get(n.id())) {
                rest -= c.share * t.total[c.node.id()];
                blocks = blocks.minus(buffers(c.node), c.share);
            }
            // a Gather waits for its workers: their time is no more than its own, but for rounding
            t.own[n.id()] = Double.isNaN(rest) ? Double.NaN : Math.max(0, rest);
            t.ownBuffers[n.id()] = blocks;
        }
        return t;
    }

    private static Buffers buffers(PlanNode n) {
        return n.buffers() == null ? Buffers.NONE : n.buffers();
    }

    /** @param processes how many processes share the work here */
    private void totals(PlanNode n, double processes) {
        PlanNode.Actual a = n.actual();
        if (a == null) {
            total[n.id()] = Double.NaN;
        } else {
            total[n.id()] = a.neverRan() ? 0 : a.totalMs() * a.loops() / processes;
        }
        boolean gather = n.type().equals("Gather") || n.type().equals("Gather Merge");
        for (PlanNode child : n.children()) {
            totals(child, gather && child.place().subplan() == null ? processes(a, child.actual(), processes) : processes);
        }
    }

    private static double processes(PlanNode.@Nullable Actual gather, PlanNode.@Nullable Actual child, double outside) {
        return gather == null || child == null || gather.neverRan() ? outside : Math.max(1, child.loops() / gather.loops());
    }

    /** A part of a node's time that another node's time contains. */
    private record Charge(PlanNode node, double share) {}

    private static List<List<Charge>> charges(Plan plan, PlanTimes times) {
        List<List<Charge>> charges = new ArrayList<>();
        plan.nodes().forEach(n -> charges.add(new ArrayList<>()));
        Map<String, List<PlanNode>> cteScans = new HashMap<>();
        Map<String, List<PlanNode>> users = new HashMap<>();
        for (PlanNode n : plan.nodes()) {
            String cte = n.object().cte();
            if (cte != null && n.type().equals("CTE Scan")) {
                cteScans.computeIfAbsent(cte, c -> new ArrayList<>()).add(n);
            }
            for (String detail : n.details().values()) {
                Matcher m = PARAM.matcher(detail);
                while (m.find()) {
                    users.computeIfAbsent(m.group(), p -> new ArrayList<>()).add(n);
                }
            }
        }
        for (PlanNode parent : plan.nodes()) {
            for (PlanNode child : parent.children()) {
                payers(parent, child, cteScans, users, times)
                        .forEach((payer, share) -> charges.get(payer.id()).add(new Charge(child, share)));
            }
        }
        return charges;
    }

    private static Map<PlanNode, Double> payers(
            PlanNode parent, PlanNode child, Map<String, List<PlanNode>> cteScans, Map<String, List<PlanNode>> users, PlanTimes times) {
        String subplan = child.place().subplan();
        if (!"InitPlan".equals(child.place().relationship()) || subplan == null) {
            return Map.of(parent, 1.0);
        }
        if (subplan.startsWith("CTE ")) {
            List<PlanNode> scans = cteScans.getOrDefault(subplan.substring(4), List.of()).stream()
                    .filter(s -> !inside(child, s)).toList();
            double sum = scans.stream().mapToDouble(times::totalMs).sum();
            Map<PlanNode, Double> shares = new java.util.IdentityHashMap<>();
            scans.forEach(s -> shares.put(s, sum > 0 ? times.totalMs(s) / sum : 1.0 / scans.size()));
            return scans.isEmpty() ? Map.of(parent, 1.0) : shares;
        }
        for (String result : results(subplan)) {
            for (PlanNode user : users.getOrDefault(result, List.of())) {
                if (inside(parent, user) && !inside(child, user)) {
                    return Map.of(user, 1.0);
                }
            }
        }
        return Map.of(parent, 1.0);
    }

    /** How conditions name an InitPlan's result: {@code $0} up to 16, {@code (InitPlan 1)} from 17 on. */
    private static List<String> results(String subplan) {
        List<String> names = new ArrayList<>();
        Matcher m = RETURNS.matcher(subplan);
        while (m.find()) {
            names.add(m.group());
        }
        names.add("(" + subplan.split(" \\(", 2)[0] + ")");
        return names;
    }

    /** Ids run from top to bottom, so a subtree is a range of them. */
    private static boolean inside(PlanNode tree, PlanNode n) {
        PlanNode last = tree;
        while (!last.children().isEmpty()) {
            last = last.children().getLast();
        }
        return n.id() >= tree.id() && n.id() <= last.id();
    }
}
