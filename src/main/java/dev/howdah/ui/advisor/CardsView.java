package dev.howdah.ui.advisor;

import dev.howdah.engine.apply.Applied;
import dev.howdah.engine.apply.Remedy;
import dev.howdah.engine.rules.Card;
import dev.howdah.engine.text.Text;
import dev.howdah.ui.kit.Kit;
import dev.howdah.ui.kit.Page;
import dev.howdah.ui.kit.Table;
import dev.howdah.ui.kit.Tone;
import java.util.List;
import javafx.scene.Node;

/** Advice besides new indexes, of every kind. */
final class CardsView {
    private final AdvisorModel model;
    private final AdvisorController controller;
    private final Kit kit;
    private final Page page;

    CardsView(AdvisorModel model, AdvisorController controller, Kit kit, Page page) {
        this.model = model;
        this.controller = controller;
        this.kit = kit;
        this.page = page;
    }

    Node node() {
        Table<Card> table = kit.<Card>table("advisor.cards")
                .tag("advisor.area", c -> Text.of("advisor.area." + c.area()), c -> c.urgent() ? Tone.BAD : Tone.NEUTRAL).width(88)
                .text("advisor.claim-column", Card::claim).width(260).grows()
                .code("advisor.about", c -> c.subject().replaceAll("\\s+", " ")).masked().width(150)
                .tag("advisor.confidence", c -> Text.of("advisor.trust." + c.basis().confidence()), c -> AdvisorView.trust(c.basis().confidence())).width(104)
                .text("advisor.by", c -> Text.of(c.applicable() ? "advisor.by-job" : "advisor.by-hand")).width(72)
                .text("advisor.effect", this::effect).width(112)
                .key(c -> c.rule() + c.subject() + c.claim())
                .empty(Text.of("advisor.no-cards"), Text.of("advisor.no-cards-hint"))
                .onOpen(c -> page.detail(title(c), new CardDetail(c, model, controller).node()))
                .build();
        model.cards.subscribe(table::rows);
        model.told.subscribe(t -> table.empty(Text.of(t == null ? "advisor.none" : "advisor.no-cards"), Text.of("advisor.no-cards-hint")));
        model.applied.subscribe(a -> table.rows(model.cards.get()));
        return new dev.howdah.ui.kit.Card(Text.of("advisor.cards"), table.node()).tools(table.tools());
    }

    private static String title(Card card) {
        String area = Text.of("advisor.area." + card.area());
        return area.substring(0, 1).toUpperCase(Text.locale()) + area.substring(1);
    }

    /** How it stands where it was applied; "" where it was not. */
    private String effect(Card card) {
        if (!card.applicable()) {
            return "";
        }
        String statement = Remedy.of(card).statement();
        List<Applied> here = model.applied.get().stream().filter(a -> a.remedy().statement().equals(statement)).toList();
        return here.isEmpty() ? "" : AppliedWords.stands(here.getFirst());
    }
}
