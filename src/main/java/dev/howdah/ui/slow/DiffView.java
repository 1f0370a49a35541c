package dev.howdah.ui.slow;

import dev.howdah.engine.plan.PlanDiff;
import dev.howdah.engine.plan.PlanNode;
import dev.howdah.engine.text.Text;
import dev.howdah.ui.kit.Kit;
import dev.howdah.ui.kit.Nodes;
import dev.howdah.ui.kit.Table;
import dev.howdah.ui.kit.Tone;
import dev.howdah.ui.kit.Unit;
import javafx.scene.Node;
import javafx.scene.layout.Region;
import org.jspecify.annotations.Nullable;

/** Two plans of one statement, step beside step. */
final class DiffView {
    private DiffView() {}

    static Node of(PlanDiff d, Kit kit) {
        Table<PlanDiff.Change> table = kit.<PlanDiff.Change>table("slow.difference")
                .tag("slow.diff.kind", c -> Text.of("slow.diff." + SlowView.key(c.kind())), c -> c.kind() == PlanDiff.Kind.SAME ? Tone.NEUTRAL : Tone.LOOK)
                .text("slow.diff.before", c -> name(c.before())).width(260).grows()
                .text("slow.diff.after", c -> name(c.after())).width(260)
                .build();
        table.rows(d.changes());
        Region view = (Region) table.node();
        view.setPrefHeight(220);
        view.setMinHeight(140);
        String words = d.sameShape() ? Text.of("slow.diff.same-shape") : Text.of("slow.diff.changed");
        double factor = Double.isNaN(d.timeFactor()) ? d.costFactor() : d.timeFactor();
        String key = Double.isNaN(d.timeFactor()) ? "slow.diff.cost" : "slow.diff.time";
        return Nodes.column(Nodes.paragraph(words + " " + Text.of(key, Unit.COUNT.text(factor))), view);
    }

    private static String name(@Nullable PlanNode n) {
        return n == null ? "" : (n.label() + "  " + n.target()).strip();
    }
}
