package dev.howdah.ui.activity;

import dev.howdah.engine.activity.Eta;
import dev.howdah.engine.activity.Progress;
import dev.howdah.engine.text.Text;
import dev.howdah.ui.kit.Card;
import dev.howdah.ui.kit.Kit;
import dev.howdah.ui.kit.Table;
import dev.howdah.ui.kit.Unit;
import javafx.scene.Node;
import org.jspecify.annotations.Nullable;

/** How far maintenance has come, and how long its present phase will take. */
final class ProgressView {
    private final Card card;

    ProgressView(ActivityModel model, Kit kit) {
        Table<Eta.Timed> table = kit.<Eta.Timed>table("activity.progress")
                .text("activity.col.command", t -> t.progress().command()).width(170)
                .text("activity.col.relation", t -> t.progress().relation()).grows()
                .text("activity.col.phase", t -> t.progress().phase()).width(220)
                .number("activity.col.share", t -> t.progress().share(), Unit.SHARE).bar(1).width(120)
                .number("activity.col.left", Eta.Timed::secondsLeft, Unit.SECONDS).tip("activity.col.left-tip")
                .number("activity.col.running", t -> ActivityView.number(t.progress().seconds()), Unit.SECONDS)
                .number("activity.col.done", t -> amount(t.progress().done()), ProgressView::unit)
                .number("activity.col.total", t -> amount(t.progress().total()), ProgressView::unit)
                .number("activity.col.rate", Eta.Timed::rate, ProgressView::unit)
                .text("activity.col.unit", t -> Text.of("activity.unit." + ActivityView.key(t.progress().unit()))).width(80)
                .text("activity.col.database", t -> t.progress().database()).width(96)
                .text("activity.col.user", t -> t.progress().user()).width(96)
                .number("activity.col.pid", t -> t.progress().pid(), Unit.NAME).width(72)
                .key(t -> t.progress().pid() + t.progress().command())
                .empty(Text.of("activity.empty.progress"), "")
                .build();
        model.timed.subscribe(table::rows);
        card = LocksView.card("activity.progress-title", table, model.progress, kit);
    }

    Node node() {
        return card;
    }

    private static double amount(@Nullable Long n) {
        return n == null ? Double.NaN : n;
    }

    private static Unit unit(Eta.Timed t) {
        return t.progress().unit() == Progress.Unit.BYTES ? Unit.BYTES : Unit.COUNT;
    }
}
