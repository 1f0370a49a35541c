package dev.howdah.ui.kit;

import dev.howdah.engine.plan.PlanDiff;
import dev.howdah.engine.plan.PlanNode;
import dev.howdah.engine.text.Text;
import java.util.Locale;
import javafx.scene.Node;
import javafx.scene.layout.Region;
import org.jspecify.annotations.Nullable;

/** Two plans of one statement, step beside step. */
public final class PlanDiffView {
    private static final double HEADER = 52;
    private static final double ROW = 28;
    private static final int MOST_ROWS = 8;

    private PlanDiffView() {}

    public static Node of(PlanDiff d, Kit kit) {
        Table<PlanDiff.Change> table = kit.<PlanDiff.Change>table("plan-difference")
                .tag("planview.diff.kind", c -> Text.of("planview.diff." + c.kind().name().toLowerCase(Locale.ROOT)), c -> c.kind() == PlanDiff.Kind.SAME ? Tone.NEUTRAL : Tone.LOOK).width(84)
                .text("planview.diff.before", c -> name(c.before())).width(170).grows()
                .text("planview.diff.after", c -> name(c.after())).width(190)
                .build();
        table.rows(d.changes());
        Region view = (Region) table.node();
        double height = HEADER + ROW * Math.clamp(d.changes().size(), 1, MOST_ROWS);
        view.setPrefHeight(height);
        view.setMinHeight(height);
        String words = d.sameShape() ? Text.of("planview.diff.same-shape") : Text.of("planview.diff.changed");
        double factor = Double.isNaN(d.timeFactor()) ? d.costFactor() : d.timeFactor();
        String key = Double.isNaN(d.timeFactor()) ? "planview.diff.cost" : "planview.diff.time";
        return Nodes.column(Nodes.paragraph(words + " " + Text.of(key, Unit.SHARE.text(factor))), view);
    }

    private static String name(@Nullable PlanNode n) {
        return n == null ? "" : (n.label() + "  " + n.target()).strip();
    }
}
