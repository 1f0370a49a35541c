package dev.howdah.ui.slow;

import dev.howdah.engine.profile.ProfilerLimits;
import dev.howdah.engine.profile.ProfilerReport;
import dev.howdah.engine.profile.ProfilerReport.Profiled;
import dev.howdah.engine.text.Text;
import dev.howdah.ui.kit.Card;
import dev.howdah.ui.kit.Clipboards;
import dev.howdah.ui.kit.Icons;
import dev.howdah.ui.kit.Kit;
import dev.howdah.ui.kit.Nodes;
import dev.howdah.ui.kit.Page;
import dev.howdah.ui.kit.SqlText;
import dev.howdah.ui.kit.Table;
import dev.howdah.ui.kit.Tone;
import dev.howdah.ui.kit.Unit;
import java.time.Duration;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.layout.VBox;

/** What Howdah's own pool ran on this target: its statements with their times, what to do about them, and from when on one is slow. */
final class OwnView {
    private static final int MOST_ADVICE = 6;

    private final SlowController controller;
    private final Page page;
    private final VBox advice = new VBox(4);
    private final Label whole = Nodes.label("", "text-muted");
    private final VBox node;

    OwnView(SlowModel model, SlowController controller, Page page, Kit kit) {
        this.controller = controller;
        this.page = page;
        Table<Profiled> table = kit.<Profiled>table("slow.own")
                .code("slow.col.statement", Profiled::text).masked().grows()
                .number("slow.col.calls", Profiled::count, Unit.COUNT).width(72)
                .number("slow.col.total", Profiled::totalMs, Unit.MILLIS).bar()
                .number("slow.own.min", Profiled::minMs, Unit.MILLIS)
                .number("slow.col.mean", Profiled::meanMs, Unit.MILLIS)
                .number("slow.log.col.p95", Profiled::p95Ms, Unit.MILLIS)
                .number("slow.log.col.max", Profiled::maxMs, Unit.MILLIS)
                .number("slow.own.slow", Profiled::slow, Unit.COUNT).width(72)
                .number("slow.own.critical", Profiled::critical, Unit.COUNT).width(72)
                .number("slow.own.failed", Profiled::failures, Unit.COUNT).width(72)
                .key(Profiled::fingerprint)
                .empty(Text.of("slow.own.empty"), Text.of("slow.own.empty-hint"))
                .onOpen(this::open)
                .build();
        Card statements = Card.of(Text.of("slow.own.title"), table);
        statements.tools(Nodes.button(Text.of("slow.own.copy"), Icons.COPY, () -> Clipboards.copy(controller.ownJson())),
                Nodes.button(Text.of("slow.own.reset"), Icons.RESET, controller::onOwnReset));
        node = new VBox(8, new Card(Text.of("slow.own.limits"), limits(), whole, advice), Nodes.grow(statements));
        model.own.subscribe(r -> {
            if (r != null) {
                table.rows(r.statements());
                say(r);
            }
        });
    }

    Node node() {
        return node;
    }

    private Node limits() {
        ProfilerLimits now = controller.limits();
        TextField slow = field("slow.own.slow-from", now.slow());
        TextField critical = field("slow.own.critical-from", now.critical());
        Label wrong = Nodes.label("", "text-muted");
        return Nodes.row(Nodes.label(Text.of("slow.own.slow-from")), slow, Nodes.label(Text.of("slow.own.critical-from")), critical,
                Nodes.button(Text.of("slow.own.set"), null,
                        () -> wrong.setText(controller.onLimits(slow.getText(), critical.getText()) ? "" : Text.of("slow.own.wrong"))), wrong);
    }

    private static TextField field(String key, Duration value) {
        TextField field = new TextField(Long.toString(value.toMillis()));
        field.setAccessibleText(Text.of(key));
        field.setPrefColumnCount(5);
        return field;
    }

    private void say(ProfilerReport r) {
        whole.setText(Text.of("slow.own.whole", Unit.COUNT.text(r.executions()), Unit.MILLIS.text(r.totalMs()), r.slow(), r.critical()));
        advice.getChildren().setAll(r.recommendations().stream().limit(MOST_ADVICE)
                .map(a -> Nodes.row(Nodes.tag(Text.of("slow.own." + SlowView.key(a.severity())), tone(a.severity())), Nodes.paragraph(a.text()))).toList());
    }

    private static Tone tone(ProfilerReport.Severity severity) {
        return switch (severity) {
            case CRITICAL -> Tone.BAD;
            case WARNING -> Tone.LOOK;
            case INFO -> Tone.INFO;
        };
    }

    private void open(Profiled p) {
        SqlText sql = new SqlText().fit(24);
        sql.showLaidOut(p.text());
        page.detail(Text.of("slow.log.statement-title", p.fingerprint()), Nodes.column(sql.node()));
    }
}
