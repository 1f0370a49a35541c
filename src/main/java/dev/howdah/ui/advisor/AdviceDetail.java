package dev.howdah.ui.advisor;

import dev.howdah.engine.advise.Advising;
import dev.howdah.engine.advise.IndexAdvice;
import dev.howdah.engine.rules.Trial;
import dev.howdah.engine.text.Text;
import dev.howdah.ui.kit.Icons;
import dev.howdah.ui.kit.Nodes;
import dev.howdah.ui.kit.SqlText;
import dev.howdah.ui.kit.Unit;
import java.util.List;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.OverrunStyle;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

/** One proposal: what it brings, what it costs, how sure that is, how to do it and how to undo it. */
final class AdviceDetail {
    private static final int SQL_LINES = 6;
    private static final int MOST_STATEMENTS = 12;

    private final AdviceRow row;
    private final AdvisorModel model;
    private final AdvisorController controller;

    AdviceDetail(AdviceRow row, AdvisorModel model, AdvisorController controller) {
        this.row = row;
        this.model = model;
        this.controller = controller;
    }

    Node node() {
        VBox box = Nodes.column(Nodes.paragraph(claim(), "lead"), CardRows.trust(row.confidence()));
        row.notes().forEach(n -> box.getChildren().add(Nodes.paragraph(n, "text-muted")));
        box.getChildren().addAll(CardRows.sql(Text.of("advisor.act"), row.act()));
        box.getChildren().addAll(CardRows.sql(Text.of("advisor.undo"), row.undo()));
        box.getChildren().addAll(CardRows.cost(Trial.cost(row.act())));
        box.getChildren().add(new ApplyBar(row.remedy(), controller).node());
        box.getChildren().add(Nodes.row(CardRows.tryIt(() -> controller.onRehearse(row.act(), Trial.of(row.act())))));
        box.getChildren().addAll(CardRows.effect(row.remedy(), model));
        box.getChildren().addAll(users());
        box.getChildren().addAll(unknowns());
        return box;
    }

    private String claim() {
        if (row.drop()) {
            return Text.of("advisor.claim-drop", Unit.BYTES.text(row.bytes()));
        }
        if (Double.isNaN(row.share())) {
            return Text.of("advisor.claim-unknown", Unit.BYTES.text(row.bytes()));
        }
        return Text.of("advisor.claim", Unit.SHARE.text(row.share()), row.statements().size(), Unit.BYTES.text(row.bytes()));
    }

    /** A statement at the height of a few lines. */
    static Node sql(String text) {
        SqlText sql = new SqlText().fit(SQL_LINES);
        sql.show(text);
        return sql.node();
    }

    /** The statements that use it; pressing one shows its plans. */
    private List<Node> users() {
        List<IndexAdvice.Effect> users = model.effects.get().stream().filter(e -> row.statements().contains(e.id())).toList();
        if (users.isEmpty()) {
            return List.of();
        }
        VBox list = new VBox(4);
        users.stream().limit(MOST_STATEMENTS).forEach(e -> list.getChildren().add(user(e)));
        return List.of(Nodes.label(Text.of("advisor.users", users.size()), "card-title"), list);
    }

    private Node user(IndexAdvice.Effect effect) {
        Button open = Nodes.button(effect.text().replaceAll("\\s+", " "), null, () -> controller.onTry(effect));
        open.getStyleClass().addAll("flat", "mono");
        open.setMinWidth(0);
        open.setTextOverrun(OverrunStyle.ELLIPSIS);
        open.setTooltip(Nodes.tip(Text.of("advisor.try-tip")));
        open.setGraphic(Icons.RIGHT.node(12));
        double part = effect.before() > 0 ? effect.after() / effect.before() : Double.NaN;
        Label cost = Nodes.label(Text.of("advisor.of-cost", Unit.SHARE.text(part)), "text-muted");
        cost.setMinWidth(Region.USE_PREF_SIZE);
        return Nodes.row(open, Nodes.spring(), cost);
    }

    private List<Node> unknowns() {
        Advising.Told told = model.told.get();
        IndexAdvice advice = told == null ? null : told.advice();
        if (advice == null || advice.notConsidered().isEmpty()) {
            return List.of();
        }
        return CardRows.sentences(Text.of("advisor.not-considered"), advice.notConsidered());
    }
}
