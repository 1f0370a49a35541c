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
                .number("activity.col.share", t -> t.progress().share(), Unit.SHARE).bar().width(120)
                .number("activity.col.left", Eta.Timed::secondsLeft, Unit.SECONDS).tip("activity.col.left-tip")
                .number("activity.col.running", t -> ActivityView.number(t.progress().seconds()), Unit.SECONDS)
                .text("activity.col.done", t -> amount(t, Progress::done)).width(130)
                .text("activity.col.total", t -> amount(t, Progress::total)).width(130)
                .text("activity.col.rate", t -> Double.isNaN(t.rate()) ? "" : words(t, t.rate())).width(130)
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

    private static String amount(Eta.Timed t, java.util.function.Function<Progress, @Nullable Long> value) {
        Long n = value.apply(t.progress());
        return n == null ? "" : words(t, n);
    }

    private static String words(Eta.Timed t, double n) {
        Progress.Unit unit = t.progress().unit();
        return unit == Progress.Unit.BYTES ? Unit.BYTES.text(n) : Unit.COUNT.text(n) + " " + Text.of("activity.unit." + ActivityView.key(unit));
    }
}
