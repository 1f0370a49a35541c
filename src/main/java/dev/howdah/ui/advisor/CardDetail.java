package dev.howdah.ui.advisor;

import dev.howdah.engine.apply.Remedy;
import dev.howdah.engine.rules.Card;
import dev.howdah.engine.text.Text;
import dev.howdah.ui.kit.Nodes;
import dev.howdah.ui.kit.Tone;
import javafx.scene.Node;
import javafx.scene.layout.VBox;

/** One piece of advice besides indexes: claim, evidence, cost, confidence, what to do, the way back, how to try it. */
final class CardDetail {
    private final Card card;
    private final AdvisorModel model;
    private final AdvisorController controller;

    CardDetail(Card card, AdvisorModel model, AdvisorController controller) {
        this.card = card;
        this.model = model;
        this.controller = controller;
    }

    Node node() {
        VBox box = Nodes.column(Nodes.paragraph(card.claim(), "lead"));
        if (card.area() == Card.Area.STATEMENT) {
            box.getChildren().add(AdviceDetail.sql(card.subject()));
        }
        if (!card.why().isBlank()) {
            box.getChildren().add(Nodes.paragraph(card.why(), "text-muted"));
        }
        Card.Basis basis = card.basis();
        box.getChildren().add(CardRows.trust(basis.confidence()));
        if (card.urgent()) {
            box.getChildren().add(Nodes.row(Nodes.tag(Text.of("advisor.urgent"), Tone.BAD)));
        }
        box.getChildren().addAll(Nodes.label(Text.of("advisor.evidence"), "card-title"), Nodes.paragraph(basis.window(), "text-muted"),
                CardRows.figures(basis.evidence()));
        deed(box);
        box.getChildren().addAll(CardRows.sentences(Text.of("advisor.not-considered"), basis.notConsidered()));
        return box;
    }

    private void deed(VBox box) {
        Card.Deed deed = card.deed();
        String act = deed.act();
        box.getChildren().add(Nodes.label(Text.of("advisor.act"), "card-title"));
        if (!deed.byHand().isBlank()) {
            box.getChildren().add(Nodes.paragraph(deed.byHand()));
        }
        if (act != null) {
            box.getChildren().add(AdviceDetail.sql(act));
        }
        String undo = deed.undo();
        box.getChildren().add(Nodes.label(Text.of("advisor.undo"), "card-title"));
        box.getChildren().add(undo == null ? Nodes.paragraph(Text.of(act == null ? "advisor.undo-by-hand" : "advisor.undo-none"), "text-muted")
                : AdviceDetail.sql(undo));
        box.getChildren().addAll(CardRows.cost(deed.cost()));
        if (act != null) {
            box.getChildren().add(new ApplyBar(Remedy.of(card), controller).node());
        }
        if (deed.trial().possible()) {
            box.getChildren().add(Nodes.row(CardRows.tryIt(() -> controller.onRehearse(card))));
        }
        if (act != null) {
            box.getChildren().addAll(CardRows.effect(Remedy.of(card), model));
        }
    }
}
