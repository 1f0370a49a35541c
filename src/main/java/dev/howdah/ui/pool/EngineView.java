package dev.howdah.ui.pool;

import dev.howdah.engine.db.Environment;
import dev.howdah.engine.pool.Leak;
import dev.howdah.engine.pool.PoolAdvice;
import dev.howdah.engine.pool.PoolHistory.Figure;
import dev.howdah.engine.pool.PoolStats;
import dev.howdah.engine.sample.Series;
import dev.howdah.engine.text.Text;
import dev.howdah.ui.kit.Card;
import dev.howdah.ui.kit.ChartGroup;
import dev.howdah.ui.kit.Format;
import dev.howdah.ui.kit.Hue;
import dev.howdah.ui.kit.Icons;
import dev.howdah.ui.kit.Kit;
import dev.howdah.ui.kit.Line;
import dev.howdah.ui.kit.LiveChart;
import dev.howdah.ui.kit.Nodes;
import dev.howdah.ui.kit.Page;
import dev.howdah.ui.kit.Problem;
import dev.howdah.ui.kit.Problems;
import dev.howdah.ui.kit.Question;
import dev.howdah.ui.kit.Recorded;
import dev.howdah.ui.kit.Table;
import dev.howdah.ui.kit.Tone;
import dev.howdah.ui.kit.Unit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import javafx.beans.binding.Bindings;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.control.Button;
import javafx.scene.control.CheckBox;
import javafx.scene.control.Label;
import javafx.scene.control.Spinner;
import javafx.scene.control.TextArea;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;

/** Tiles, two charts, the levers, the advice with its curve, and the leaks. */
final class EngineView {
    private static final double LOWER = 330;

    private final EngineModel model;
    private final EngineController controller;
    private final Kit kit;
    private final Environment environment;
    private final EngineTiles tiles = new EngineTiles();
    private final LiveChart connections;
    private final LiveChart waits;
    private final QueueCurve curve = new QueueCurve();
    private final VBox sentences = new VBox(6);
    private final Label confidence = new Label();
    private final Table<Leak> leaks;
    private final Page page;
    private final Parent root;

    EngineView(EngineModel model, EngineController controller, Kit kit, Environment environment) {
        this.model = model;
        this.controller = controller;
        this.kit = kit;
        this.environment = environment;
        ChartGroup charts = kit.charts();
        connections = charts.line(Unit.COUNT);
        waits = charts.line(Unit.MILLIS);
        waits.nothing(Text.of("pooltab.engine.chart.no-wait"));
        leaks = leakTable();
        Node lower = lower();
        page = new Page(
                tiles.node(),
                Nodes.grow(equal(Card.of(Text.of("pooltab.engine.chart.connections"), connections),
                        Card.of(Text.of("pooltab.engine.chart.waits"), waits))),
                lower, Recorded.instead(lower, Text.of("pooltab.past.present"), kit.era()));
        page.note(Problems.box(model.stats.map(s -> s == null || s.problem() == null ? null : Problem.of(s.problem())),
                controller::onLook));
        model.stats.subscribe(this::stats);
        model.past.subscribe(this::past);
        model.leaks.subscribe(l -> leaks.rows(l));
        model.advice.subscribe(this::advice);
        leaks.selected().subscribe(this::detail);
        root = Recorded.over(page.root(), model.missing,
                Recorded.missing(Part.ENGINE.title(), Text.of("pooltab.past.none"), kit.era()));
    }

    Parent root() {
        return root;
    }

    private HBox equal(Card... cards) {
        HBox row = new HBox(8, cards);
        for (Card c : cards) {
            c.setPrefWidth(100);
            HBox.setHgrow(c, javafx.scene.layout.Priority.ALWAYS);
        }
        return row;
    }

    private Node lower() {
        Card levers = levers();
        Card advised = new Card(Text.of("pooltab.engine.advice"), adviceNode()).tools(confidence, instances());
        Card leaking = Card.of(Text.of("pooltab.engine.leaks"), leaks);
        levers.setMinWidth(380);
        levers.setPrefWidth(380);
        advised.setPrefWidth(300);
        leaking.setPrefWidth(220);
        HBox row = new HBox(8, levers, Nodes.grow(advised), Nodes.grow(leaking));
        row.setMinHeight(LOWER);
        row.setPrefHeight(LOWER);
        return row;
    }

    private Card levers() {
        Button apply = Nodes.primary(Text.of("pooltab.engine.apply"), Icons.TICK, controller::onApply);
        apply.setId("pool-apply");
        var changed = Bindings.createBooleanBinding(this::changed, model.draft, model.stats, model.mistake);
        apply.disableProperty().bind(changed.not());
        Button reset = Nodes.button(Text.of("pooltab.engine.undo"), Icons.UNDO, controller::onReset);
        reset.disableProperty().bind(changed.not().and(model.mistake.isEmpty()));
        CheckBox adapt = new CheckBox(Text.of("pooltab.engine.adapt"));
        adapt.setTooltip(Nodes.tip(Text.of("pooltab.engine.adapt-tip")));
        adapt.setSelected(model.adapting.get());
        adapt.setOnAction(e -> controller.onAdapt(adapt.isSelected()));
        HBox buttons = Nodes.row(apply, reset, Nodes.spring(), adapt);
        return new Card(Text.of("pooltab.engine.levers"), Nodes.column(new SpecForm(model, controller).node(), buttons, acts()));
    }

    private Node acts() {
        Button suspend = Nodes.button(Text.of("pooltab.engine.suspend"), Icons.PAUSE, this::suspendOrResume);
        model.stats.subscribe(s -> {
            boolean suspended = s != null && s.suspended();
            suspend.setText(Text.of(suspended ? "pooltab.engine.resume" : "pooltab.engine.suspend"));
            suspend.setGraphic((suspended ? Icons.RUN : Icons.PAUSE).node(14));
        });
        Button evict = Nodes.button(Text.of("pooltab.engine.evict"), Icons.REFRESH, controller::onSoftEvict);
        evict.setTooltip(Nodes.tip(Text.of("pooltab.engine.evict-tip")));
        return Nodes.row(suspend, evict);
    }

    private void suspendOrResume() {
        PoolStats s = model.stats.get();
        if (s != null && s.suspended()) {
            controller.onResume();
            return;
        }
        page.confirm()
                .ask(
                        Question.of(
                                Text.of("pooltab.engine.suspend-ask"),
                                Text.of("pooltab.engine.suspend-then", s == null ? "" : Format.duration(s.spec().timeout())),
                                Text.of("pooltab.engine.suspend"),
                                environment),
                        controller::onSuspend);
    }

    private boolean changed() {
        PoolStats s = model.stats.get();
        return s != null && model.mistake.get().isEmpty() && !s.spec().equals(model.draft.get());
    }

    private Node adviceNode() {
        VBox box = new VBox(8, sentences, Nodes.grow(curve));
        sentences.setMinHeight(javafx.scene.layout.Region.USE_PREF_SIZE);
        return box;
    }

    private Node instances() {
        Spinner<Integer> spinner = new Spinner<>(1, 10_000, 1);
        spinner.setEditable(true);
        spinner.setPrefWidth(84);
        spinner.setId("pool-instances");
        spinner.getStyleClass().add("dense");
        spinner.valueProperty().subscribe(n -> model.instances.set(n == null ? 1 : n));
        Label name = Nodes.label(Text.of("pooltab.engine.instances"), "text-muted");
        name.setLabelFor(spinner);
        return Nodes.row(name, spinner);
    }

    private Table<Leak> leakTable() {
        return kit.<Leak>table("pool.leaks")
                .number("pooltab.leak.held", l -> l.held().toNanos() / 1e9, Unit.SECONDS)
                .width(72)
                .text("pooltab.leak.thread", Leak::thread)
                .width(84)
                .number("pooltab.leak.backend", l -> l.backendPid() == null ? Double.NaN : l.backendPid(), Unit.NAME)
                .width(72)
                .code("pooltab.leak.taken", EngineView::taken)
                .width(84)
                .grows()
                .key(Leak::id)
                .sorted("pooltab.leak.held", true)
                .empty(Text.of("pooltab.leak.none"), Text.of("pooltab.leak.none-hint"))
                .build();
    }

    /** The frame nearest to the pool that is the application's own. */
    private static String taken(Leak leak) {
        return leak.stack().stream()
                .filter(f -> !f.getClassName().startsWith("java.") && !f.getClassName().startsWith("org.jdbi."))
                .findFirst()
                .map(f -> f.getClassName().replaceAll(".*\\.", "") + "." + f.getMethodName() + ":" + f.getLineNumber())
                .orElse("");
    }

    private void detail(@Nullable Leak leak) {
        if (leak == null) {
            page.closeDetail();
            return;
        }
        TextArea stack = new TextArea(leak.stack().isEmpty()
                ? Text.of("pooltab.leak.no-stack")
                : leak.stack().stream().map(f -> "at " + f).collect(Collectors.joining("\n")));
        Nodes.leaving(stack).setEditable(false);
        stack.setAccessibleText(Text.of("pooltab.leak.taken"));
        stack.getStyleClass().add("mono");
        String held = Format.duration(leak.held());
        Node box = Nodes.column(
                Nodes.paragraph(Text.of("pooltab.leak.sentence", leak.thread(), Format.dateTime(leak.since()), held)),
                Nodes.grow(stack),
                Nodes.row(Nodes.spring(), Nodes.destructive(Text.of("pooltab.leak.reclaim"), Icons.DISCONNECT, () ->
                        page.confirm()
                        .ask(
                                Question.destructive(
                                        Text.of("pooltab.leak.ask", leak.thread(), held),
                                        Text.of("pooltab.leak.then"),
                                        Text.of("pooltab.leak.reclaim"),
                                        environment),
                                () -> controller.onReclaim(leak)))));
        page.detail(Text.of("pooltab.leak.title"), box);
    }

    private void stats(@Nullable PoolStats s) {
        if (s != null) {
            tiles.show(s);
        }
    }

    private void past(EngineModel.Past past) {
        tiles.past(past);
        connections.show(past.from(), past.to(), lines(past, Figure.ACTIVE, Figure.IDLE, Figure.PENDING, Figure.MAX));
        waits.show(past.from(), past.to(), lines(past, Figure.ACQUIRE_P50, Figure.ACQUIRE_P95, Figure.ACQUIRE_P99));
    }

    private static List<Line> lines(EngineModel.Past past, Figure... figures) {
        List<Line> lines = new ArrayList<>();
        for (int i = 0; i < figures.length; i++) {
            Series.Points points = past.points().get(figures[i]);
            if (points != null) {
                lines.add(Line.of(Text.of("pooltab.figure." + figures[i].name()), Hue.of(i), points));
            }
        }
        return lines;
    }

    private void advice(@Nullable PoolAdvice a) {
        sentences.getChildren().clear();
        curve.show(a);
        if (a == null) {
            return;
        }
        boolean measured = a.confidence() != PoolAdvice.Confidence.NONE;
        int shown = measured ? a.sentences().size() - 1 : a.sentences().size();
        confidence.setTooltip(measured ? Nodes.tip(a.sentences().getLast()) : null);
        for (int i = 0; i < shown; i++) {
            sentences.getChildren().add(Nodes.paragraph(a.sentences().get(i), i == 0 ? "advice-first" : "text-muted"));
        }
        confidence.setText(Text.of("pooltab.engine.confidence." + a.confidence().name().toLowerCase(Locale.ROOT)));
        Tone tone = a.confidence() == PoolAdvice.Confidence.HIGH ? Tone.GOOD : a.confidence() == PoolAdvice.Confidence.MEDIUM
                ? Tone.INFO : Tone.NEUTRAL;
        confidence.getStyleClass().setAll("label", "tag", tone.style());
    }
}
