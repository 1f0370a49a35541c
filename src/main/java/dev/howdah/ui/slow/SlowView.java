package dev.howdah.ui.slow;

import dev.howdah.engine.profile.Statements;
import dev.howdah.engine.text.Text;
import dev.howdah.ui.kit.Card;
import dev.howdah.ui.kit.Format;
import dev.howdah.ui.kit.Icons;
import dev.howdah.ui.kit.Kit;
import dev.howdah.ui.kit.Nodes;
import dev.howdah.ui.kit.Page;
import dev.howdah.ui.kit.Problem;
import dev.howdah.ui.kit.Question;
import dev.howdah.ui.kit.Segments;
import dev.howdah.ui.kit.Stale;
import dev.howdah.ui.kit.Table;
import dev.howdah.ui.kit.Tone;
import dev.howdah.ui.kit.Unit;
import dev.howdah.ui.slow.SlowModel.Measured;
import dev.howdah.ui.slow.SlowModel.Row;
import dev.howdah.ui.slow.SlowModel.Scope;
import dev.howdah.ui.slow.SlowModel.Section;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import javafx.beans.binding.Bindings;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.control.Label;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;

/** Five sections: what statements cost, what runs now, N+1 patterns, what logs say, and plans to read. */
final class SlowView {
    private final SlowModel model;
    private final SlowController controller;
    private final SlowParts parts;
    private final Kit kit;
    private final StackPane place = new StackPane();
    private final Page page = new Page(place);
    private final Table<Row> window;
    private final Table<Row> compared;
    private final Label measured = Nodes.label("", "text-muted");
    private @Nullable Object open;
    private @Nullable StatementDetail shown;

    SlowView(SlowModel model, LogModel log, SlowController controller, LogController logs, SlowParts parts, Kit kit) {
        this.model = model;
        this.controller = controller;
        this.parts = parts;
        this.kit = kit;
        window = statements();
        compared = comparison();
        page.bar(
                Segments.of(List.of(Section.values()), s -> Text.of("slow.section." + key(s)), model.section),
                Nodes.spring(),
                measured);
        page.problem(model.statements.problem(), controller::onRetry);
        // what fails for the same reason is said once
        page.problem(Bindings.<@Nullable Problem>createObjectBinding(() -> model.statements.problem().get() == null ? model.problem.get() : null,
                model.statements.problem(), model.problem), controller::onRetry);
        page.note(Nodes.lacks(Bindings.createObjectBinding(
                () -> Stream.concat(model.statements.lacks().get().stream(), model.sessions.lacks().get().stream()).distinct().toList(),
                model.statements.lacks(), model.sessions.lacks()), kit.notices()));
        model.rows.subscribe(rows -> {
            (model.scope.get() == Scope.COMPARED ? compared : window).rows(rows);
        });
        model.sought.subscribe(window::seek);
        model.measured.subscribe(this::measured);
        Card statements = statementsCard();
        Node running = new RunningView(model, controller, parts, page, kit).node();
        Node patterns = new PatternsView(model, controller, page, kit).node();
        Node explorer = new LogView(log, logs, page, kit).node();
        Node plans = new PasteView(model, controller, kit).node();
        Node own = presentOnly(new OwnView(model, controller, page, kit).node());
        // What is open tells of another moment.
        model.moment.subscribe(m -> {
            page.closeDetail();
            open = null;
        });
        model.section.subscribe(s -> {
            page.closeDetail();
            open = null;
            place.getChildren().setAll(switch (s) {
                case STATEMENTS -> statements;
                case RUNNING -> running;
                case PATTERNS -> patterns;
                case LOG -> explorer;
                case PLAN -> plans;
                case OWN -> own;
            });
            measured(model.measured.get());
        });
    }

    /** What the engine itself ran is not recorded. */
    private Node presentOnly(Node node) {
        Node instead = Nodes.empty(Text.of("replay.missing"), "");
        instead.visibleProperty().bind(model.moment.isNotNull());
        node.visibleProperty().bind(model.moment.isNull());
        return new StackPane(node, instead);
    }

    Parent root() {
        return page.root();
    }

    private Card statementsCard() {
        StackPane tables = new StackPane();
        StackPane tools = new StackPane();
        Card card = new Card(Text.of("slow.statements"), new StackPane(Stale.over(tables, model.statements.staleSince()), uncounted()));
        Node reset = Nodes.destructive(Text.of("slow.reset-all"), Icons.RESET, this::askReset);
        reset.disableProperty().bind(model.statements.value().isNull().or(kit.era().past()));
        tables.visibleProperty().bind(model.statements.value().isNotNull().and(model.unknown.not()));
        Node scopes = Segments.of(List.of(Scope.values()), s -> Text.of("slow.scope." + key(s)), model.scope);
        scopes.disableProperty().bind(model.statements.value().isNull());
        tools.visibleProperty().bind(tables.visibleProperty());
        card.tools(scopes, tools, reset);
        model.scope.subscribe(s -> {
            Table<Row> table = s == Scope.COMPARED ? compared : window;
            tables.getChildren().setAll(table.node());
            tools.getChildren().setAll(table.tools());
        });
        return card;
    }

    /** While there are no counters: why, and what can be looked at instead. */
    private Node uncounted() {
        StackPane place = new StackPane();
        model.statements.lacks().subscribe(lacks -> place.getChildren().setAll(whyNot()));
        model.statements.problem().subscribe(p -> place.getChildren().setAll(whyNot()));
        place.visibleProperty().bind(model.statements.value().isNull());
        return place;
    }

    private Node whyNot() {
        if (model.statements.problem().get() != null) {
            return Nodes.empty(Text.of("kit.table.unread"), "");
        }
        return model.statements.lacks().get().isEmpty()
                ? Nodes.empty(Text.of("slow.measuring"), "")
                : Nodes.empty(Text.of("slow.uncounted"), Text.of("slow.uncounted-hint"),
                        Nodes.button(Text.of("slow.section.running"), Icons.ACTIVITY, () -> model.section.set(Section.RUNNING)),
                        Nodes.button(Text.of("slow.section.log"), Icons.SEARCH, () -> model.section.set(Section.LOG)));
    }

    private Table<Row> statements() {
        Table<Row> table = kit.<Row>table("slow.statements")
                .code("slow.col.statement", Row::text).masked().width(200).grows()
                .number("slow.col.total", r -> r.use().totalMs(), Unit.MILLIS).bar()
                .number("slow.col.share", Row::share, Unit.SHARE).width(84)
                .number("slow.col.calls", r -> r.use().calls(), Unit.COUNT).width(72)
                .number("slow.col.mean", r -> r.use().meanMs(), Unit.MILLIS)
                .number("slow.col.p95", r -> r.use().p95EstimateMs(), Unit.MILLIS).tip("slow.col.p95-tip")
                .number("slow.col.rows", r -> r.use().get(dev.howdah.engine.profile.Measure.ROWS), Unit.COUNT).width(72)
                .number("slow.col.io", r -> r.use().ioBlocks(), Unit.COUNT).width(80).tip("slow.col.io-tip")
                .number("slow.col.io-time", r -> ioTimed() ? r.use().ioMs() : Double.NaN, Unit.MILLIS).tip("slow.col.io-time-tip").hidden()
                .number("slow.col.hit", r -> r.use().hitRatio(), Unit.SHARE).width(84)
                .number("slow.col.wal", r -> r.use().get(dev.howdah.engine.profile.Measure.WAL_BYTES), Unit.BYTES).width(88)
                .number("slow.col.temp", r -> r.use().tempBlocks(), Unit.COUNT).width(72).tip("slow.col.temp-tip")
                .number("slow.col.rate", r -> r.use().callsPerSecond(), Unit.PER_SECOND).hidden()
                .number("slow.col.rows-call", r -> r.use().rowsPerCall(), Unit.COUNT).hidden()
                .number("slow.col.dirtied", r -> r.use().get(dev.howdah.engine.profile.Measure.SHARED_DIRTIED), Unit.COUNT).hidden()
                .number("slow.col.planning", r -> planned() ? r.use().get(dev.howdah.engine.profile.Measure.PLAN_MS) : Double.NaN, Unit.MILLIS).hidden()
                .number("slow.col.jit", r -> r.use().get(dev.howdah.engine.profile.Measure.JIT_MS), Unit.MILLIS).hidden()
                .text("slow.col.user", Row::user).width(96)
                .text("slow.col.database", Row::database).width(96).hidden()
                .key(Row::key)
                .empty(Text.of("slow.empty.statements"), Text.of("slow.empty.statements-hint"))
                .sorted("slow.col.total", true)
                .onOpen(this::open)
                .build();
        table.selected().subscribe(this::selected);
        return table;
    }

    private Table<Row> comparison() {
        Table<Row> table = kit.<Row>table("slow.compared")
                .code("slow.col.statement", Row::text).masked().grows()
                .number("slow.col.change", r -> r.loadChange() / 1e3, Unit.SHARE).tip("slow.col.change-tip").width(112)
                .tone(r -> r.loadChange() > 10 ? Tone.LOOK : r.loadChange() < -10 ? Tone.GOOD : Tone.NEUTRAL)
                .text("slow.col.verdict", SlowView::verdict).width(200)
                .number("slow.col.mean-factor", Row::meanFactor, Unit.COUNT).tip("slow.col.mean-factor-tip")
                .number("slow.col.calls-factor", Row::callsFactor, Unit.COUNT)
                .number("slow.col.mean", r -> r.use().meanMs(), Unit.MILLIS)
                .number("slow.col.rate", r -> r.use().callsPerSecond(), Unit.PER_SECOND)
                .number("slow.col.total", r -> r.use().totalMs(), Unit.MILLIS).bar()
                .text("slow.col.user", Row::user).width(96)
                .key(Row::key)
                .empty(Text.of("slow.empty.compared"), Text.of("slow.empty.compared-hint"))
                .onOpen(this::open)
                .build();
        table.selected().subscribe(this::selected);
        return table;
    }

    private static String verdict(Row r) {
        if (Double.isNaN(r.loadChange())) {
            return "";
        }
        if (r.use().calls() == 0) {
            return Text.of("slow.verdict.vanished");
        }
        if (Double.isInfinite(r.callsFactor())) {
            return Text.of("slow.verdict.appeared");
        }
        boolean slower = r.meanFactor() > 1.25;
        boolean faster = r.meanFactor() < 0.8;
        boolean more = r.callsFactor() > 1.25;
        boolean less = r.callsFactor() < 0.8;
        String time = slower ? Text.of("slow.verdict.slower") : faster ? Text.of("slow.verdict.faster") : "";
        String often = more ? Text.of("slow.verdict.more") : less ? Text.of("slow.verdict.less") : "";
        return time.isEmpty() || often.isEmpty() ? time + often : time + ", " + often;
    }

    private boolean ioTimed() {
        Measured m = model.measured.get();
        return m != null && m.ioTimed();
    }

    private boolean planned() {
        Measured m = model.measured.get();
        return m != null && m.planningTracked();
    }

    private void measured(@Nullable Measured m) {
        if (m == null || model.section.get() != Section.STATEMENTS) {
            measured.setText("");
            return;
        }
        String words = m.measured().isZero() ? Text.of("slow.measuring") : Text.of("slow.measured", Format.duration(m.measured()));
        if (m.evicted() > 0) {
            words += " · " + Text.of("slow.evicted", Format.count(m.evicted()));
        }
        measured.setText(m.reset() ? words + " · " + Text.of("slow.was-reset") : words);
    }

    private void selected(@Nullable Row row) {
        if (row != null && !row.key().equals(open)) {
            open(row);
        }
    }

    private void open(Row row) {
        open = row.key();
        controller.onChosen(row.key());
        if (shown != null) {
            shown.close();
        }
        shown = new StatementDetail(row, model, controller, kit);
        VBox detail = shown.node();
        detail.getChildren().add(Nodes.row(Nodes.spring(), reset(row)));
        page.detail(Text.of("slow.statement-title", String.valueOf(row.key().queryId())), detail);
    }

    private Node reset(Row row) {
        Node reset = Nodes.destructive(Text.of("slow.reset-one"), Icons.RESET, () -> page.confirm().ask(
                Question.destructive(Text.of("slow.reset-one-ask"), Text.of("slow.reset-consequence"), Text.of("slow.reset-one"), parts.environment()),
                () -> controller.onReset(new Statements.Scope.One(row.key()))));
        reset.disableProperty().bind(kit.era().past());
        return reset;
    }

    private void askReset() {
        page.confirm().ask(
                Question.destructive(Text.of("slow.reset-all-ask"), Text.of("slow.reset-consequence"), Text.of("slow.reset-all"), parts.environment()),
                () -> controller.onReset(new Statements.Scope.All()));
    }

    static String key(Enum<?> e) {
        return e.name().toLowerCase(Locale.ROOT);
    }
}
