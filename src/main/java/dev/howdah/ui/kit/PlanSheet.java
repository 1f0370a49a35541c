package dev.howdah.ui.kit;

import dev.howdah.engine.plan.Plan;
import dev.howdah.engine.plan.PlanIssue;
import dev.howdah.engine.plan.PlanNode;
import dev.howdah.engine.plan.PlanTimes;
import java.util.ArrayList;
import java.util.List;

/** A plan with all that takes time to find out about it. A plan may have thousands of steps: make it where nobody waits for a frame. */
public record PlanSheet(Plan plan, boolean generic, List<Step> steps, List<PlanIssue> issues) {

    /**
     * A line of the plan.
     *
     * @param own what the step took or costs without what it ran
     * @param share of the whole time, or of the whole cost when it was only estimated
     * @param factor how many times off the expected rows were
     */
    public record Step(PlanNode node, String title, double own, double total, double share, double factor) {}

    public static PlanSheet of(Plan plan, boolean generic) {
        PlanTimes times = plan.times();
        double whole = plan.analyzed() ? plan.totalMs() : plan.root().estimate().totalCost();
        List<Step> steps = new ArrayList<>(plan.nodes().size());
        for (PlanNode n : plan.nodes()) {
            double own = plan.analyzed() ? times.ownMs(n) : ownCost(n);
            double real = n.actual() == null ? Double.NaN : Math.max(1, n.actual().rows());
            double expected = Math.max(1, n.estimate().rows());
            String title = n.label() + (n.target().isEmpty() ? "" : "  " + n.target());
            steps.add(new Step(n, title, own, times.totalMs(n), own / whole, Math.max(real / expected, expected / real)));
        }
        return new PlanSheet(plan, generic, List.copyOf(steps), plan.issues());
    }

    private static double ownCost(PlanNode n) {
        double children = n.children().stream().mapToDouble(c -> c.estimate().totalCost()).sum();
        return Math.max(0, n.estimate().totalCost() - children);
    }
}
