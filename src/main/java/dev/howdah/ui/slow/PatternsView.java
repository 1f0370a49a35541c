package dev.howdah.ui.slow;

import dev.howdah.engine.profile.Mutes;
import dev.howdah.engine.profile.NPlusOne;
import dev.howdah.engine.profile.NPlusOne.Confidence;
import dev.howdah.engine.text.Text;
import dev.howdah.ui.kit.Card;
import dev.howdah.ui.kit.Icons;
import dev.howdah.ui.kit.Kit;
import dev.howdah.ui.kit.Nodes;
import dev.howdah.ui.kit.Page;
import dev.howdah.ui.kit.SqlText;
import dev.howdah.ui.kit.Table;
import dev.howdah.ui.kit.Tone;
import dev.howdah.ui.kit.Unit;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.layout.VBox;

/** Statements that seem to run once for each row of another one. */
final class PatternsView {
    private final SlowController controller;
    private final Page page;
    private final Card card;

    PatternsView(SlowModel model, SlowController controller, Page page, Kit kit) {
        this.controller = controller;
        this.page = page;
        Table<NPlusOne> table = kit.<NPlusOne>table("slow.patterns")
                .tag("slow.col.confidence", p -> Text.of("slow.confidence." + SlowView.key(p.confidence())), PatternsView::tone).width(96)
                .code("slow.col.parent", NPlusOne::parentText).masked().width(360).grows()
                .code("slow.col.child", NPlusOne::childText).masked().width(360)
                .number("slow.col.per-call", NPlusOne::perCall, Unit.COUNT).width(88)
                .number("slow.col.per-minute", NPlusOne::childCallsPerMinute, Unit.COUNT)
                .number("slow.col.wasted", NPlusOne::msPerMinute, Unit.MILLIS).bar().tip("slow.col.wasted-tip")
                .key(NPlusOne::id)
                .empty(Text.of("slow.empty.patterns"), Text.of("slow.empty.patterns-hint"))
                .onOpen(this::open)
                .build();
        model.patterns.subscribe(table::rows);
        table.known(model.statements);
        card = Card.of(Text.of("slow.patterns"), table);
        Button muted = Nodes.button("", Icons.FILTER, () -> page.detail(Text.of("slow.muted-title"), muted(model)));
        model.muted.subscribe(m -> {
            muted.setText(Text.of("slow.muted-list", m.size()));
            muted.setVisible(!m.isEmpty());
            muted.setManaged(!m.isEmpty());
        });
        card.tools(muted);
    }

    /** Everything that is muted, each with a way back. */
    private VBox muted(SlowModel model) {
        VBox box = Nodes.column(Nodes.paragraph(Text.of("slow.muted-note"), "text-muted"));
        for (Mutes.Muted m : model.muted.get()) {
            VBox one = Nodes.column(sql(m.name().isEmpty() ? m.id() : m.name()));
            one.getChildren().add(Nodes.row(Nodes.button(Text.of("slow.unmute"), Icons.UNDO, () -> {
                controller.onUnmute(m.id());
                box.getChildren().remove(one);
            })));
            box.getChildren().add(one);
        }
        return box;
    }

    Node node() {
        return card;
    }

    private static Tone tone(NPlusOne p) {
        return p.confidence() == Confidence.LOW ? Tone.INFO : p.confidence() == Confidence.MEDIUM ? Tone.LOOK : Tone.BAD;
    }

    private void open(NPlusOne p) {
        String times = Unit.COUNT.text(p.perCall());
        VBox box = Nodes.column(
                Nodes.paragraph(Text.of("slow.pattern.sentence", times, Unit.MILLIS.text(p.msPerMinute()))),
                Nodes.paragraph(p.evidence(), "text-muted"),
                Nodes.label(Text.of("slow.col.parent"), "card-title"), sql(p.parentText()),
                Nodes.label(Text.of("slow.pattern.child", times), "card-title"), sql(p.childText()));
        if (p.rewrite() != null) {
            box.getChildren().addAll(Nodes.label(Text.of("slow.pattern.rewrite"), "card-title"), sql(p.rewrite()));
        }
        box.getChildren().addAll(Nodes.paragraph(Text.of("slow.pattern.note"), "text-muted"),
                Nodes.row(Nodes.button(Text.of("slow.mute"), Icons.CLOSE, () -> {
                    page.closeDetail();
                    controller.onMute(p);
                })));
        page.detail(Text.of("slow.pattern.title"), box);
    }

    private static Node sql(String text) {
        SqlText sql = new SqlText().fit(10);
        sql.showLaidOut(text);
        return sql.node();
    }
}
