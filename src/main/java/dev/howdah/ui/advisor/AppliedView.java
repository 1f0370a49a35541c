package dev.howdah.ui.advisor;

import dev.howdah.engine.apply.Applied;
import dev.howdah.engine.apply.Applied.Stage;
import dev.howdah.engine.apply.Verdict;
import dev.howdah.engine.text.Text;
import dev.howdah.ui.kit.Card;
import dev.howdah.ui.kit.Icons;
import dev.howdah.ui.kit.Kit;
import dev.howdah.ui.kit.Nodes;
import dev.howdah.ui.kit.Page;
import dev.howdah.ui.kit.Table;
import dev.howdah.ui.kit.Tone;
import dev.howdah.ui.kit.Unit;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import javafx.scene.Node;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;

/** What was applied, what it really brought, and the way back. */
final class AppliedView {
    private final AdvisorModel model;
    private final AdvisorController controller;
    private final Kit kit;
    private final Page page;
    private @Nullable Applied shown;

    AppliedView(AdvisorModel model, AdvisorController controller, Kit kit, Page page) {
        this.model = model;
        this.controller = controller;
        this.kit = kit;
        this.page = page;
    }

    Node node() {
        Table<Applied> table = kit.<Applied>table("advisor.applied")
                .time("advisor.begun", Applied::begunAt).width(128)
                .tag("advisor.stage", AppliedWords::stands, AppliedView::tone).width(128)
                .code("advisor.what", a -> a.remedy().title()).width(220).grows()
                .number("advisor.before", a -> of(a, Verdict::beforeMs), Unit.COUNT).width(96).tip("advisor.before-tip")
                .number("advisor.after", a -> of(a, Verdict::afterMs), Unit.COUNT).width(96)
                .number("advisor.noise", a -> of(a, Verdict::marginMs), Unit.COUNT).width(80).tip("advisor.noise-tip")
                .number("advisor.expected", a -> of(a, v -> v.expectedFactor(a.remedy())), Unit.COUNT).width(96).tip("advisor.factor-tip")
                .number("advisor.measured", a -> of(a, AppliedView::told), Unit.COUNT).width(96).tip("advisor.factor-tip")
                .key(Applied::id)
                .empty(Text.of("advisor.none-applied"), Text.of("advisor.none-applied-hint"))
                .onOpen(this::open)
                .build();
        model.applied.subscribe(all -> {
            table.rows(all);
            Applied now = shown;
            if (now != null && model.part.get() == AdvisorModel.Part.APPLIED) {
                all.stream().filter(a -> a.id().equals(now.id()) && !a.equals(now)).findFirst().ifPresent(this::open);
            }
        });
        model.part.subscribe(p -> shown = null);
        model.texts.subscribe(t -> {
            Applied now = shown;
            if (now != null && model.part.get() == AdvisorModel.Part.APPLIED) {
                page.detail(AppliedWords.head(now), detail(now));
            }
        });
        model.ended.subscribe(a -> {
            if (a != null && model.part.get() == AdvisorModel.Part.APPLIED) {
                open(a);
            }
        });
        return Card.of(Text.of("advisor.applied"), table);
    }

    /** Of what nobody can tell there is no factor. */
    private static double told(Verdict v) {
        return v.kind() == Verdict.Kind.CANNOT_TELL ? Double.NaN : v.factor();
    }

    private static double of(Applied a, ToDoubleFunction<Verdict> figure) {
        return a.verdict() == null ? Double.NaN : figure.applyAsDouble(a.verdict());
    }

    private static Tone tone(Applied a) {
        Verdict v = a.verdict();
        return switch (a.stage()) {
            case STOPPED, INTERRUPTED, AWAITING_RESTART -> Tone.LOOK;
            case DECIDED -> v == null || v.kind() == Verdict.Kind.CANNOT_TELL ? Tone.NEUTRAL : v.kind() == Verdict.Kind.HELPED ? Tone.GOOD : Tone.BAD;
            default -> Tone.NEUTRAL;
        };
    }

    private void open(Applied a) {
        shown = a;
        page.detail(AppliedWords.head(a), detail(a));
        controller.onOpened(a);
    }

    private Node detail(Applied a) {
        VBox box = Nodes.column();
        Verdict v = a.verdict();
        if (v != null) {
            box.getChildren().add(Nodes.paragraph(v.sentence(), "lead"));
            double expected = v.expectedFactor(a.remedy());
            if (!Double.isNaN(expected)) {
                box.getChildren().add(Nodes.paragraph(
                        Text.of("apply.cli.estimate", Unit.COUNT.text(expected), Unit.COUNT.text(v.factor())), "text-muted"));
            }
        }
        if (a.message() != null) {
            box.getChildren().addAll(Nodes.row(Nodes.tag(AppliedWords.stands(a), Tone.LOOK)), Nodes.paragraph(a.message()));
        }
        box.getChildren().addAll(CardRows.sql(Text.of("advisor.act"), a.remedy().statement()));
        if (a.undo() != null) {
            box.getChildren().addAll(CardRows.sql(Text.of("advisor.undo"), a.undo()));
        }
        box.getChildren().add(buttons(a));
        if (v != null && !v.effects().isEmpty()) {
            box.getChildren().add(effects(v));
        }
        if (v != null && !v.missing().isEmpty()) {
            box.getChildren().add(Nodes.paragraph(Text.of("apply.cli.missing", v.missing().size()), "text-muted"));
        }
        return box;
    }

    private HBox buttons(Applied a) {
        HBox row = Nodes.row();
        boolean busy = a.stage() == Stage.MEASURING_BEFORE || a.stage() == Stage.RUNNING || a.stage() == Stage.MEASURING_AFTER;
        if (busy) {
            row.getChildren().add(Nodes.button(Text.of("advisor.cancel"), Icons.STOP, () -> controller.onCancel(a)));
        }
        if (a.stage() == Stage.INTERRUPTED || a.stage() == Stage.PLANNED || a.stage() == Stage.AWAITING_RESTART) {
            row.getChildren().add(Nodes.primary(Text.of("advisor.resume"), Icons.RUN, () -> controller.onResume(a)));
        }
        if (a.stage() == Stage.INTERRUPTED) {
            row.getChildren().add(Nodes.destructive(Text.of("advisor.abandon"), Icons.DELETE, () -> controller.onAbandon(a)));
        }
        if ((a.stage() == Stage.DECIDED || a.stage() == Stage.AWAITING_RESTART) && a.canUndo()) {
            var undo = a.undoProposed()
                    ? Nodes.primary(Text.of("advisor.take-back"), Icons.UNDO, () -> controller.onUndo(a))
                    : Nodes.button(Text.of("advisor.take-back"), Icons.UNDO, () -> controller.onUndo(a));
            undo.setId("advisor-undo");
            row.getChildren().add(undo);
        }
        return row;
    }

    private Node effects(Verdict v) {
        Map<String, String> texts = model.texts.get();
        Table<Verdict.Effect> table = kit.<Verdict.Effect>table("advisor.measured")
                .code("advisor.statement", e -> texts.getOrDefault(e.queryId(), "").isEmpty() ? e.queryId() : texts.get(e.queryId())).masked().width(100).grows()
                .number("advisor.calls", Verdict.Effect::callsPerSecond, Unit.PER_SECOND).width(72)
                .number("advisor.mean-before", Verdict.Effect::beforeMs, Unit.MILLIS).width(96)
                .number("advisor.mean-after", Verdict.Effect::afterMs, Unit.MILLIS).width(88)
                .number("advisor.noise", Verdict.Effect::marginMs, Unit.MILLIS).width(72)
                .build();
        table.rows(v.effects());
        Region view = (Region) table.node();
        view.setMinHeight(140);
        return view;
    }
}
