package dev.howdah.ui.advisor;

import dev.howdah.engine.advise.IndexAdvice;
import dev.howdah.engine.advise.UpgradePreview;
import dev.howdah.engine.plan.Plan;
import dev.howdah.engine.plan.PlanDiff;
import dev.howdah.engine.text.Text;
import dev.howdah.ui.kit.Card;
import dev.howdah.ui.kit.Icons;
import dev.howdah.ui.kit.Kit;
import dev.howdah.ui.kit.Nodes;
import dev.howdah.ui.kit.Page;
import dev.howdah.ui.kit.PlanDiffView;
import dev.howdah.ui.kit.PlanSheet;
import dev.howdah.ui.kit.PlanView;
import dev.howdah.ui.kit.Table;
import dev.howdah.ui.kit.Tone;
import dev.howdah.ui.kit.Unit;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

/** Statements that a newer major version plans otherwise, with both plans. */
final class UpgradeView {
    private final AdvisorModel model;
    private final AdvisorController controller;
    private final Kit kit;
    private final Page page;

    UpgradeView(AdvisorModel model, AdvisorController controller, Kit kit, Page page) {
        this.model = model;
        this.controller = controller;
        this.kit = kit;
        this.page = page;
    }

    Node node() {
        Table<UpgradePreview.Change> table = kit.<UpgradePreview.Change>table("advisor.upgrade")
                .tag("advisor.upgrade-verdict", UpgradeView::verdict, UpgradeView::tone).width(112)
                .code("advisor.statement", UpgradePreview.Change::text).masked().width(260).grows()
                .number("advisor.load", UpgradePreview.Change::load, Unit.COUNT).bar().width(96).tip("advisor.load-tip")
                .number("advisor.cost-now", UpgradePreview.Change::costBefore, Unit.COUNT).width(96)
                .number("advisor.cost-then", UpgradePreview.Change::costAfter, Unit.COUNT).width(96)
                .number("advisor.of", c -> c.costBefore() > 0 ? c.costAfter() / c.costBefore() : Double.NaN, Unit.SHARE).width(96)
                .tag("advisor.plan", c -> Text.of(c.otherShape() ? "advisor.plan-other" : "advisor.plan-same"), c -> c.otherShape() ? Tone.LOOK : Tone.NEUTRAL)
                .width(96)
                .key(UpgradePreview.Change::id)
                .empty(Text.of("advisor.no-upgrade"), Text.of("advisor.no-upgrade-hint"))
                .onOpen(c -> page.detail(Text.of("advisor.upgrade-plans"), detail(c)))
                .build();
        Table<IndexAdvice.Unplanned> unplanned = kit.<IndexAdvice.Unplanned>table("advisor.upgrade-unplanned")
                .code("advisor.statement", IndexAdvice.Unplanned::text).masked().width(260).grows()
                .text("advisor.reason", IndexAdvice.Unplanned::reason).width(420)
                .key(u -> u.id() + u.reason())
                .empty(Text.of("advisor.all-planned"), "")
                .build();
        Label words = Nodes.label("", "text-muted");
        words.textProperty().bind(model.upgradeWords);
        words.setMinWidth(Region.USE_PREF_SIZE);
        Nodes.when(model.upgrading.not(), words);
        model.upgrading.subscribe(busy -> {
            if (busy) {
                table.empty(Text.of("advisor.upgrade-busy"), "");
            } else if (model.upgrade.get() == null) {
                table.empty(Text.of("advisor.no-upgrade"), Text.of("advisor.no-upgrade-hint"));
            }
        });
        Button look = Nodes.primary(Text.of("advisor.upgrade-look"), Icons.SEARCH, controller::onUpgrade);
        look.setId("advisor-upgrade");
        look.disableProperty().bind(model.upgrading);
        model.upgrade.subscribe(p -> {
            table.empty(Text.of(p == null ? "advisor.no-upgrade" : "advisor.no-upgrade-found"), p == null ? Text.of("advisor.no-upgrade-hint") : "");
            table.rows(p == null ? java.util.List.of() : p.changes());
            unplanned.empty(Text.of(p == null ? "advisor.no-upgrade" : "advisor.all-planned"), "");
            unplanned.rows(p == null ? java.util.List.of() : p.unplanned());
        });
        Card second = Card.of(Text.of("advisor.unplanned"), unplanned);
        second.setPrefHeight(180);
        return new VBox(8, Nodes.grow(new Card(Text.of("advisor.upgrade"), table.node()).tools(words, look, table.tools())), second);
    }

    private static String verdict(UpgradePreview.Change c) {
        return Text.of(c.worse() ? "advisor.upgrade-dearer" : c.costAfter() < 0.9 * c.costBefore() ? "advisor.upgrade-cheaper" : "advisor.upgrade-alike");
    }

    private static Tone tone(UpgradePreview.Change c) {
        return c.worse() ? Tone.BAD : c.costAfter() < 0.9 * c.costBefore() ? Tone.GOOD : Tone.NEUTRAL;
    }

    private Node plan(Plan plan) {
        return new PlanView(PlanSheet.of(plan, true), kit).node();
    }

    private Node detail(UpgradePreview.Change c) {
        UpgradePreview p = model.upgrade.get();
        VBox box = Nodes.column(Nodes.paragraph(Text.of("advisor.trial-upgrade", Unit.COUNT.text(c.costBefore()), Unit.COUNT.text(c.costAfter())), "lead"),
                AdviceDetail.sql(c.text()), PlanDiffView.of(PlanDiff.of(c.before(), c.after()), kit));
        box.getChildren().addAll(
                Nodes.label(Text.of("advisor.plan-of", p == null ? 0 : p.to()), "card-title"), plan(c.after()),
                Nodes.label(Text.of("advisor.plan-of", p == null ? 0 : p.from()), "card-title"), plan(c.before()));
        box.getChildren().addAll(CardRows.sentences(Text.of("advisor.not-considered"), java.util.List.of(Text.of("advise.estimates-only"))));
        return box;
    }
}
