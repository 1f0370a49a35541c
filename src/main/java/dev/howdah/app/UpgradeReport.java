package dev.howdah.app;

import dev.howdah.engine.advise.IndexAdvice;
import dev.howdah.engine.advise.UpgradePreview;
import dev.howdah.engine.advise.Workload;
import dev.howdah.engine.text.Text;
import dev.howdah.engine.twin.Capsule;
import dev.howdah.engine.twin.Planner;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;

/** What an upgrade would do to a workload's plans, as the command line tells it. The field names of the JSON form are these in snake_case. */
record UpgradeReport(int from, int to, int same, List<Change> changes, List<IndexAdvice.Unplanned> unplanned) {
    record Change(
            String id, String text, double load, boolean otherShape, double costBefore, double costAfter, List<String> before, List<String> after) {}

    /** Plans the workload on a twin of the source's version and on one of another. */
    static UpgradeReport of(Wiring wiring, Capsule capsule, Workload workload, int from, int to) throws IOException {
        try (Planner now = PlannerOptions.open(wiring, capsule, from);
                Planner then = PlannerOptions.open(wiring, capsule, to)) {
            UpgradePreview p = UpgradePreview.of(
                    workload,
                    new UpgradePreview.Side(now.major(), now.whatIf()),
                    new UpgradePreview.Side(then.major(), then.whatIf()),
                    () -> false);
            List<Change> changes = p.changes().stream()
                    .map(c -> new Change(c.id(), c.text(), c.load(), c.otherShape(), c.costBefore(), c.costAfter(),
                            ExplainCommand.lines(c.before()), ExplainCommand.lines(c.after())))
                    .toList();
            return new UpgradeReport(p.from(), p.to(), p.same(), changes, p.unplanned());
        }
    }

    void print(PrintWriter out) {
        out.println(Text.of("advise.upgrade-head", from, to, changes.size(), same));
        for (Change c : changes) {
            out.println();
            out.println(Text.of("advise.upgrade-change", c.id(), Math.round(1000 * c.costAfter() / Math.max(0.01, c.costBefore())) / 10.0,
                    c.otherShape() ? 1 : 0));
            out.println("  " + c.text().strip().replaceAll("\\s+", " "));
            out.println(Text.of("advise.upgrade-plan", from));
            c.before().forEach(l -> out.println("    " + l));
            out.println(Text.of("advise.upgrade-plan", to));
            c.after().forEach(l -> out.println("    " + l));
        }
        unplanned.forEach(u -> out.println("  " + AdviceReport.brief(u.text()) + ": " + u.reason()));
        out.println(Text.of("advise.not-considered", Text.of("advise.estimates-only")));
    }
}
