package dev.howdah.ui.advisor;

import dev.howdah.engine.text.Text;
import dev.howdah.ui.kit.Kit;
import dev.howdah.ui.kit.Nodes;
import dev.howdah.ui.kit.PlanView;
import dev.howdah.ui.kit.Problem;
import dev.howdah.ui.kit.SqlText;
import dev.howdah.ui.kit.Unit;
import javafx.scene.Node;
import javafx.scene.layout.VBox;

/** A statement with its plan as things are and its plan with the advice. */
final class TrialDetail {
    private static final int SQL_LINES = 8;

    private final AdvisorModel.Tried tried;
    private final Kit kit;

    TrialDetail(AdvisorModel.Tried tried, Kit kit) {
        this.tried = tried;
        this.kit = kit;
    }

    Node node() {
        SqlText text = new SqlText().fit(SQL_LINES);
        text.showLaidOut(tried.effect().text());
        VBox box = Nodes.column(text.node());
        Problem problem = tried.problem();
        if (problem != null) {
            box.getChildren().addAll(CardRows.problem(problem));
        } else {
            double before = tried.plans().getFirst().plan().root().estimate().totalCost();
            double after = tried.plans().getLast().plan().root().estimate().totalCost();
            box.getChildren().addAll(
                    Nodes.paragraph(Text.of("advisor.trial", Unit.COUNT.text(before), Unit.COUNT.text(after), Unit.SHARE.text(after / before)), "lead"),
                    Nodes.label(Text.of("advisor.plan-then"), "card-title"), new PlanView(tried.plans().getLast(), kit).node(),
                    Nodes.label(Text.of("advisor.plan-now"), "card-title"), new PlanView(tried.plans().getFirst(), kit).node());
        }
        return box;
    }
}
