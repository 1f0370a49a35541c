package dev.howdah.ui.slow;

import dev.howdah.engine.activity.WaitClass;
import dev.howdah.engine.plan.PlanHistory;
import dev.howdah.engine.profile.Measure;
import dev.howdah.engine.profile.StatementUse;
import dev.howdah.engine.profile.WaitProfile;
import dev.howdah.engine.text.Text;
import dev.howdah.ui.kit.Format;
import dev.howdah.ui.kit.Icons;
import dev.howdah.ui.kit.Kit;
import dev.howdah.ui.kit.Nodes;
import dev.howdah.ui.kit.PlanDiffView;
import dev.howdah.ui.kit.PlanView;
import dev.howdah.ui.kit.Problems;
import dev.howdah.ui.kit.SqlText;
import dev.howdah.ui.kit.Table;
import dev.howdah.ui.kit.Unit;
import dev.howdah.ui.slow.SlowModel.Planned;
import dev.howdah.ui.slow.SlowModel.Row;
import java.util.List;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import javafx.util.Subscription;

/** One statement: its figures, its text, what it waits for, its plans. Made anew for each statement. */
final class StatementDetail {
    private final Row row;
    private final SlowModel model;
    private final SlowController controller;
    private final Kit kit;
    private final VBox node;
    private Subscription held = Subscription.EMPTY;

    StatementDetail(Row row, SlowModel model, SlowController controller, Kit kit) {
        this.row = row;
        this.model = model;
        this.controller = controller;
        this.kit = kit;
        SqlText sql = new SqlText().fit(14);
        sql.showLaidOut(row.text());
        node = Nodes.column(figures(), sql.node(), buttons(), waits(), planPlace());
        node.setMinHeight(Region.USE_PREF_SIZE);
    }

    VBox node() {
        return node;
    }

    /** It is shown no longer: nothing of the model reaches it. */
    void close() {
        held.unsubscribe();
    }

    private Node figures() {
        FlowPane flow = new FlowPane(16, 4);
        figures(flow, row);
        // what the list shows of it goes on
        held = held.and(model.rows.subscribe(rows -> rows.stream().filter(r -> r.key().equals(row.key())).findFirst().ifPresent(r -> figures(flow, r))));
        return flow;
    }

    private static void figures(FlowPane flow, Row now) {
        StatementUse u = now.use();
        flow.getChildren().clear();
        figure(flow, "slow.col.total", Unit.MILLIS.text(u.totalMs()));
        figure(flow, "slow.col.calls", Unit.COUNT.text(u.calls()));
        figure(flow, "slow.col.mean", Unit.MILLIS.text(u.meanMs()));
        figure(flow, "slow.col.p95", Unit.MILLIS.text(u.p95EstimateMs()));
        figure(flow, "slow.col.rows-call", Unit.COUNT.text(u.rowsPerCall()));
        figure(flow, "slow.col.hit", Unit.SHARE.text(u.hitRatio()));
        figure(flow, "slow.col.wal", Unit.BYTES.text(u.get(Measure.WAL_BYTES)));
        figure(flow, "slow.col.temp", Unit.COUNT.text(u.tempBlocks()));
        figure(flow, "slow.col.user", now.user());
        figure(flow, "slow.col.database", now.database());
    }

    private static void figure(FlowPane flow, String key, String value) {
        flow.getChildren().add(Nodes.column(Nodes.label(Text.of(key), "text-muted"), Nodes.label(value)));
        ((VBox) flow.getChildren().getLast()).setSpacing(0);
    }

    private Node buttons() {
        Button explain = Nodes.primary(Text.of("slow.explain"), Icons.RUN, () -> controller.onExplain(row.key().queryId(), row.text(), false));
        Button measure = Nodes.button(Text.of("slow.measure"), Icons.SLOW, () -> controller.onExplain(row.key().queryId(), row.text(), true));
        measure.setTooltip(Nodes.tip(Text.of("slow.measure-tip")));
        boolean parameters = row.text().matches("(?s).*\\$\\d+.*");
        measure.setDisable(parameters);
        Button stop = Nodes.button(Text.of("slow.stop"), Icons.STOP, controller::onStopExplain);
        Nodes.when(model.busy, stop);
        Node row = Nodes.row(explain, measure, stop);
        return parameters ? Nodes.column(row, Nodes.paragraph(Text.of("slow.measure-parameters"), "text-muted")) : row;
    }

    private Node waits() {
        VBox place = new VBox(4);
        held = held.and(model.waits.subscribe(w -> place.getChildren().setAll(waits(w))));
        return place;
    }

    private List<Node> waits(List<WaitProfile.Share> waits) {
        if (waits.isEmpty()) {
            return List.of(Nodes.paragraph(Text.of("slow.waits.none"), "text-muted"));
        }
        Table<WaitProfile.Share> table = kit.<WaitProfile.Share>table("slow.waits")
                .text("slow.waits.event", WaitProfile.Share::name).grows()
                .number("slow.waits.seconds", WaitProfile.Share::total, Unit.SECONDS).bar().width(120).tip("slow.waits.tip")
                .number("slow.waits.lock", s -> s.samples()[WaitClass.LOCK.ordinal()], Unit.SECONDS).hidden()
                .build();
        table.rows(waits);
        Region view = (Region) table.node();
        view.setPrefHeight(34 + 28.0 * Math.min(6, waits.size()) + 8);
        view.setMinHeight(Region.USE_PREF_SIZE);
        return List.of(Nodes.label(Text.of("slow.waits.title"), "card-title"), view);
    }

    private Node planPlace() {
        VBox place = new VBox(8);
        held = held.and(model.planned.subscribe(p -> place.getChildren().setAll(planned(p))));
        return place;
    }

    private List<Node> planned(Planned p) {
        List<Node> nodes = new java.util.ArrayList<>();
        if (p.refused() != null) {
            nodes.add(Nodes.paragraph(p.refused()));
        }
        if (p.problem() != null) {
            nodes.add(Problems.box(p.problem(), () -> controller.onExplain(row.key().queryId(), row.text(), false)));
        }
        if (p.difference() != null) {
            nodes.add(PlanDiffView.of(p.difference(), kit));
        }
        if (p.sheet() != null) {
            nodes.add(new PlanView(p.sheet(), kit).node());
        }
        List<PlanHistory.Seen> seen = controller.plansOf(row.key().queryId());
        if (seen.size() > 1) {
            nodes.add(Nodes.label(Text.of("slow.plans.title", seen.size()), "card-title"));
            for (PlanHistory.Seen s : seen) {
                double cost = s.newest().root().estimate().totalCost();
                nodes.add(Nodes.row(
                        Nodes.label(Format.dateTime(s.last()), "text-muted"),
                        Nodes.label(s.newest().root().label()),
                        Nodes.label(Text.of("slow.plans.cost", Unit.COUNT.text(cost), s.times()), "text-muted"),
                        Nodes.button(Text.of("slow.plans.show"), null, () -> controller.onShowPlan(s)),
                        compare(s, seen.getFirst())));
            }
        }
        return nodes;
    }

    private Node compare(PlanHistory.Seen before, PlanHistory.Seen newest) {
        Button compare = Nodes.button(Text.of("slow.plans.compare"), null, () -> controller.onComparePlans(before, newest));
        compare.setVisible(before.fingerprint() != newest.fingerprint());
        return compare;
    }
}
