package dev.howdah.ui.kit;

import dev.howdah.engine.plan.Plan;
import dev.howdah.engine.plan.PlanIssue;
import dev.howdah.engine.plan.PlanNode;
import dev.howdah.engine.text.Text;
import dev.howdah.ui.kit.PlanSheet.Step;
import java.util.List;
import java.util.stream.Collectors;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;

/** A plan: what it took, what costs time in words, the tree, and the chosen step's own lines. */
public final class PlanView {
    private static final int MOST_FINDINGS = 8;
    private static final double HEADER = 34;
    private static final double ROW = 28;
    private static final double MOST_ROWS = 60;
    /** Rows that one frame has time for. */
    private static final int ROWS_A_FRAME = 2;

    private final PlanSheet sheet;
    private final Plan plan;
    private final Table<Step> table;
    private final VBox node;

    public PlanView(PlanSheet sheet, Kit kit) {
        this.sheet = sheet;
        this.plan = sheet.plan();
        this.table = table(kit);
        table.rows(sheet.steps());
        Region view = (Region) table.node();
        view.getStyleClass().add("plan-steps");
        view.setPrefHeight(Math.min(420, HEADER + ROW * sheet.steps().size() + 18));
        Label lines = Nodes.paragraph("", "mono", "text-muted");
        table.selected().subscribe(s -> lines.setText(s == null ? "" : lines(s.node())));
        node = Nodes.column(Nodes.paragraph(summary(), "text-muted"), findings(kit.fx()), view, lines);
        VBox.setVgrow(view, javafx.scene.layout.Priority.ALWAYS);
        unroll(view, kit.fx(), 0);
    }

    /** Cells cost the frame that makes them some time: a few rows a frame, and nobody feels a pause. */
    private static void unroll(Region view, Fx fx, int rows) {
        if (rows > MOST_ROWS) {
            view.setMinHeight(140);
            view.setMaxHeight(Double.MAX_VALUE);
            return;
        }
        view.setMinHeight(HEADER);
        view.setMaxHeight(HEADER + ROW * rows);
        fx.paced(() -> unroll(view, fx, rows + ROWS_A_FRAME));
    }

    public VBox node() {
        return node;
    }

    private String summary() {
        Plan.Summary s = plan.summary();
        if (!plan.analyzed()) {
            return Text.of(sheet.generic() ? "planview.generic" : "planview.estimated", Unit.COUNT.text(plan.root().estimate().totalCost()), plan.nodes().size());
        }
        return Text.of("planview.measured", Unit.MILLIS.text(plan.totalMs()), Unit.MILLIS.text(s.planningMs()), plan.nodes().size());
    }

    private Node findings(Fx fx) {
        List<PlanIssue> issues = sheet.issues();
        VBox box = new VBox(6);
        if (issues.isEmpty()) {
            box.getChildren().add(Nodes.paragraph(Text.of(plan.analyzed() ? "planview.fine" : "planview.fine-estimated"), "text-muted"));
        }
        for (PlanIssue i : issues.subList(0, Math.min(MOST_FINDINGS, issues.size()))) {
            fx.paced(() -> box.getChildren().add(finding(i)));
        }
        return box;
    }

    private Node finding(PlanIssue i) {
        String saving = Double.isNaN(i.savingMs())
                ? Text.of("planview.stake", Unit.SHARE.text(i.share()))
                : Text.of("planview.saving", Unit.MILLIS.text(i.savingMs()), Unit.SHARE.text(i.share()));
        Tone tone = i.share() > 0.3 ? Tone.BAD : i.share() > 0.05 ? Tone.LOOK : Tone.INFO;
        return new VBox(2,
                Nodes.row(Nodes.tag(i.kind().label(), tone), Nodes.label(saving, "text-muted"), Nodes.spring(),
                        Nodes.iconButton(Text.of("planview.show"), Icons.RIGHT, () -> table.select(sheet.steps().get(i.node())))),
                Nodes.paragraph(i.finding()),
                Nodes.paragraph(i.advice(), "text-muted"));
    }

    private Table<Step> table(Kit kit) {
        TableBuilder<Step> b = kit.<Step>table(plan.analyzed() ? "plan" : "plan-estimated")
                .text("planview.step", Step::title)
                .indent(s -> Math.min(30, s.node().place().depth())).width(plan.analyzed() ? 300 : 170).grows();
        if (plan.analyzed()) {
            b.number("planview.own", Step::own, Unit.MILLIS).bar().tip("planview.own-tip")
                    .number("planview.share", Step::share, Unit.SHARE).width(84)
                    .number("planview.total", Step::total, Unit.MILLIS).hidden()
                    .number("planview.rows", s -> s.node().actual() == null ? Double.NaN : s.node().actual().allRows(), Unit.COUNT).width(80)
                    .number("planview.loops", s -> s.node().actual() == null ? Double.NaN : s.node().actual().loops(), Unit.COUNT).width(72);
        } else {
            b.number("planview.cost", s -> s.node().estimate().totalCost(), Unit.COUNT).bar().width(80)
                    .number("planview.own-cost", Step::own, Unit.COUNT).width(84);
        }
        b.number("planview.expected", s -> s.node().estimate().rows(), Unit.COUNT).width(88).tip("planview.expected-tip");
        if (plan.analyzed()) {
            b.text("planview.off", PlanView::off).width(96).tone(s -> s.factor() >= 10 ? Tone.LOOK : Tone.NEUTRAL)
                    .number("planview.blocks", s -> s.node().buffers() == null ? Double.NaN : s.node().buffers().shared(), Unit.COUNT).width(80)
                    .number("planview.reads", s -> s.node().buffers() == null ? Double.NaN : s.node().buffers().sharedRead(), Unit.COUNT).hidden()
                    .number("planview.temp", s -> s.node().buffers() == null ? Double.NaN : s.node().buffers().temp(), Unit.COUNT).hidden();
        }
        return b.key(s -> s.node().id()).build();
    }

    private static String off(Step s) {
        if (s.node().actual() == null || s.node().actual().neverRan()) {
            return s.node().actual() == null ? "" : Text.of("planview.never");
        }
        if (s.factor() < 2) {
            return "";
        }
        boolean more = s.node().actual().rows() > s.node().estimate().rows();
        return Text.of(more ? "planview.more" : "planview.fewer", Unit.COUNT.text(s.factor()));
    }

    private static String lines(PlanNode n) {
        @Nullable String subplan = n.place().subplan();
        String head = subplan == null ? "" : subplan + "\n";
        return head + n.details().entrySet().stream().map(e -> e.getKey() + ": " + e.getValue()).collect(Collectors.joining("\n"));
    }
}
