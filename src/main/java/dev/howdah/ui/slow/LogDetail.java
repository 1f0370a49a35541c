package dev.howdah.ui.slow;

import dev.howdah.engine.log.LogReport;
import dev.howdah.engine.log.LogTail;
import dev.howdah.engine.text.Text;
import dev.howdah.ui.kit.Format;
import dev.howdah.ui.kit.Icons;
import dev.howdah.ui.kit.Kit;
import dev.howdah.ui.kit.Nodes;
import dev.howdah.ui.kit.Page;
import dev.howdah.ui.kit.PlanView;
import dev.howdah.ui.kit.SqlText;
import dev.howdah.ui.kit.Unit;
import dev.howdah.ui.slow.SlowModel.Row;
import java.util.List;
import java.util.stream.Collectors;
import javafx.scene.Node;
import javafx.scene.layout.VBox;

/** One thing of a log's report, opened at the side. */
final class LogDetail {
    private static final int MOST_NAMES = 6;

    private final LogController controller;
    private final Page page;
    private final Kit kit;

    LogDetail(LogController controller, Page page, Kit kit) {
        this.controller = controller;
        this.page = page;
        this.kit = kit;
    }

    void statement(LogReport.Statement s) {
        VBox box = Nodes.column(
                Nodes.paragraph(Text.of("slow.log.statement", Unit.WHOLE.text(s.calls()), Unit.MILLIS.text(s.totalMs()), Unit.MILLIS.text(s.minMs()),
                        Unit.MILLIS.text(s.avgMs()), Unit.MILLIS.text(s.p95Ms()), Unit.MILLIS.text(s.maxMs()))));
        if (s.first() != null && s.last() != null) {
            box.getChildren().add(Nodes.paragraph(Text.of("slow.log.seen", Format.dateTime(s.first()), Format.dateTime(s.last())), "text-muted"));
        }
        shares(box, "slow.log.users", s.users());
        shares(box, "slow.log.databases", s.databases());
        shares(box, "slow.log.applications", s.applications());
        Row known = controller.known(s);
        if (known != null) {
            box.getChildren().add(Nodes.paragraph(Text.of("slow.log.joined", Unit.WHOLE.text(known.use().calls()), Unit.MILLIS.text(known.use().meanMs()))));
        }
        box.getChildren().add(sql(s.text()));
        for (LogReport.Call call : s.samples()) {
            String when = call.time() == null ? "" : Format.dateTime(call.time());
            box.getChildren().addAll(
                    Nodes.label(Text.of("slow.log.sample", Unit.MILLIS.text(call.ms()), when), "card-title"),
                    Nodes.label(String.join(" · ", LogView.name(call.user()), LogView.name(call.database()), LogView.name(call.application())), "text-muted"),
                    sql(call.text()));
            if (call.parameters() != null) {
                box.getChildren().add(Nodes.paragraph(call.parameters(), "mono"));
            }
        }
        for (String plan : s.plans()) {
            box.getChildren().add(Nodes.label(Text.of("slow.log.plan"), "card-title"));
            box.getChildren().add(plan(plan));
        }
        page.detail(Text.of("slow.log.statement-title", s.id()), box);
    }

    private static void shares(VBox box, String key, List<LogReport.Share> shares) {
        String names = shares.stream().limit(MOST_NAMES).map(s -> Text.of("slow.log.share", LogView.name(s.name()), Unit.COUNT.text(s.calls())))
                .collect(Collectors.joining(", "));
        if (!names.isEmpty()) {
            box.getChildren().add(Nodes.paragraph(Text.of(key, names), "text-muted"));
        }
    }

    /** Places the plan as a tree once it is read, or as it was logged when it is no plan that can be read. */
    private Node plan(String text) {
        VBox place = Nodes.column();
        controller.plan(text).done(s -> place.getChildren().setAll(new PlanView(s, kit).node()))
                .failed(t -> place.getChildren().setAll(Nodes.paragraph(text, "mono")));
        return place;
    }

    void problem(LogReport.Problem p) {
        VBox box = Nodes.column(Nodes.paragraph(p.example()));
        if (p.inferred()) {
            box.getChildren().add(Nodes.paragraph(Text.of("slow.log.inferred"), "text-muted"));
        }
        shares(box, "slow.log.applications", p.applications());
        if (p.statement() != null) {
            box.getChildren().add(sql(p.statement()));
        }
        page.detail((p.severity() + " " + p.sqlstate()).strip(), box);
    }

    void pattern(LogReport.NPlusOne p) {
        String times = Unit.COUNT.text(p.perCall());
        VBox box = Nodes.column(
                Nodes.paragraph(Text.of("slow.pattern.sentence", times, Unit.MILLIS.text(p.msPerMinute()))),
                Nodes.paragraph(Text.of("slow.log.exact", p.sequences(), p.calls()), "text-muted"),
                Nodes.label(Text.of("slow.col.parent"), "card-title"), sql(p.parent()),
                Nodes.label(Text.of("slow.pattern.child", times), "card-title"), sql(p.child()));
        if (p.repeated()) {
            box.getChildren().add(Nodes.paragraph(Text.of("slow.log.repeated")));
        } else if (p.rewrite() != null) {
            box.getChildren().addAll(Nodes.label(Text.of("slow.pattern.rewrite"), "card-title"), sql(p.rewrite()));
        }
        box.getChildren().add(Nodes.row(Nodes.button(Text.of("slow.mute"), Icons.CLOSE, () -> {
            page.closeDetail();
            controller.onMute(p);
        })));
        page.detail(Text.of("slow.pattern.title"), box);
    }

    void event(LogEvents.Event e) {
        VBox box = Nodes.column(Nodes.paragraph(e.what()));
        if (!e.detail().isEmpty()) {
            box.getChildren().add(Nodes.paragraph(e.detail(), "mono"));
        }
        page.detail(Text.of("slow.log.kind." + e.kind()), box);
    }

    void live(LogTail.Event e) {
        String when = e.time() == null ? "" : Format.dateTime(e.time());
        page.detail(when, Nodes.column(
                Nodes.label(String.join(" · ", LogView.name(e.user()), LogView.name(e.database()), LogView.name(e.application())), "text-muted"),
                sql(e.text())));
    }

    private static Node sql(String text) {
        SqlText sql = new SqlText().fit(10);
        sql.showLaidOut(text);
        return sql.node();
    }
}
