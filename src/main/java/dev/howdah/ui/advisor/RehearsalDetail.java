package dev.howdah.ui.advisor;

import dev.howdah.engine.advise.Rehearsal;
import dev.howdah.engine.plan.PlanDiff;
import dev.howdah.engine.text.Text;
import dev.howdah.ui.kit.Kit;
import dev.howdah.ui.kit.Nodes;
import dev.howdah.ui.kit.PlanDiffView;
import dev.howdah.ui.kit.Problem;
import dev.howdah.ui.kit.Unit;
import javafx.scene.Node;
import javafx.scene.layout.VBox;

/** What the planner says to a change, with the whole workload: its cost, and the statements that are planned otherwise. */
final class RehearsalDetail {
    private static final int MOST = 5;

    private final AdvisorModel.Rehearsed rehearsed;
    private final Kit kit;

    RehearsalDetail(AdvisorModel.Rehearsed rehearsed, Kit kit) {
        this.rehearsed = rehearsed;
        this.kit = kit;
    }

    Node node() {
        VBox box = Nodes.column(AdviceDetail.sql(rehearsed.what()));
        Problem problem = rehearsed.problem();
        Rehearsal r = rehearsed.rehearsal();
        if (problem != null) {
            box.getChildren().addAll(CardRows.problem(problem));
        } else if (r == null) {
            box.getChildren().add(Nodes.paragraph(Text.of("advisor.trying"), "text-muted"));
        } else {
            box.getChildren().add(Nodes.paragraph(Text.of("advisor.rehearsed", r.statements(), Unit.COUNT.text(r.before()), Unit.COUNT.text(r.after()),
                    Unit.SHARE.text(r.relativeCost()), r.changed().size()), "lead"));
            r.changed().stream().limit(MOST).forEach(c -> box.getChildren().addAll(AdviceDetail.sql(c.text()), PlanDiffView.of(PlanDiff.of(c.before(), c.after()), kit)));
            box.getChildren().addAll(CardRows.sentences(Text.of("advisor.not-considered"), java.util.List.of(Text.of("advise.estimates-only"))));
        }
        return box;
    }
}
