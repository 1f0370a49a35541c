package dev.howdah.ui.overview;

import dev.howdah.engine.health.Levels;
import dev.howdah.engine.health.VitalHistory.Figure;
import dev.howdah.engine.sample.Series;
import dev.howdah.engine.text.Text;
import dev.howdah.ui.kit.Card;
import dev.howdah.ui.kit.ChartGroup;
import dev.howdah.ui.kit.Confirm;
import dev.howdah.ui.kit.Hue;
import dev.howdah.ui.kit.Kit;
import dev.howdah.ui.kit.Line;
import dev.howdah.ui.kit.LiveChart;
import dev.howdah.ui.kit.Mark;
import dev.howdah.ui.kit.Nodes;
import dev.howdah.ui.kit.Problems;
import dev.howdah.ui.kit.Stale;
import dev.howdah.ui.kit.Tile;
import dev.howdah.ui.kit.Tone;
import dev.howdah.ui.kit.Unit;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import javafx.beans.binding.Bindings;
import javafx.beans.binding.BooleanBinding;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.ColumnConstraints;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

/** Eight tiles, the wait classes of the active sessions, and three rates. */
final class OverviewView {
    private static final Map<Figure, Hue> WAITS = new java.util.EnumMap<>(Map.of(
            Figure.ON_CPU, Hue.CPU,
            Figure.ON_IO, Hue.IO,
            Figure.ON_LOCK, Hue.LOCK,
            Figure.ON_LWLOCK, Hue.LWLOCK,
            Figure.ON_CLIENT, Hue.CLIENT,
            Figure.ON_IPC, Hue.IPC,
            Figure.ON_TIMEOUT, Hue.TIMEOUT,
            Figure.ON_OTHER, Hue.OTHER));

    /** Two rows of tiles, and two of charts at their least. */
    private static final double LEAST_HEIGHT = 525;

    private final OverviewModel model;
    private final Tile transactions = new Tile(Text.of("overview.tps"), Unit.PER_SECOND);
    private final Tile active = new Tile(Text.of("overview.active"), Unit.COUNT);
    private final Tile connections = new Tile(Text.of("overview.connections"), Unit.COUNT);
    private final Tile hitRatio = new Tile(Text.of("overview.hit-ratio"), Unit.SHARE);
    private final Tile times = new Tile(Text.of("overview.statement-time"), Unit.MILLIS);
    private final Tile wal = new Tile(Text.of("overview.wal"), Unit.BYTES_PER_SECOND);
    private final Tile lag = new Tile(Text.of("overview.lag"), Unit.SECONDS);
    private final Tile oldest = new Tile(Text.of("overview.oldest"), Unit.SECONDS);
    private final LiveChart waits;
    private final LiveChart rate;
    private final LiveChart sessions;
    private final LiveChart bytes;
    private final Confirm confirm = new Confirm();
    private final VBox root;

    OverviewView(OverviewModel model, OverviewController controller, SystemsModel systems, SystemsView buttons, HealthView health, Kit kit) {
        this.model = model;
        ChartGroup charts = kit.charts();
        waits = charts.stacked(Unit.COUNT);
        rate = charts.line(Unit.PER_SECOND);
        sessions = charts.line(Unit.COUNT);
        bytes = charts.line(Unit.BYTES_PER_SECOND);
        HBox rates = rates();
        // What was found takes the place of the rates, so that nothing needs a scroll bar.
        DrillView drill = new DrillView(model, controller, kit);
        Region bar = (Region) buttons.bar();
        Region body = (Region) Stale.over(
                Nodes.column(tiles(), bar, Nodes.grow(middle(Card.of(Text.of("overview.waits"), waits), health.node())), Nodes.grow(rates), Nodes.grow(drill.node()),
                        Nodes.grow(buttons.results())),
                model.staleSince);
        body.setMinHeight(0);
        Nodes.when(buttons.results().visibleProperty().or(drill.node().visibleProperty()).or(health.open()).not().and(roomFor(body, bar)), rates);
        root = Nodes.column(Problems.box(model.vitals.problem(), controller::onRetry), Nodes.lacks(model.lacks, kit.notices()), Nodes.grow(body), confirm.node());
        root.getStyleClass().add("page");
        model.now.subscribe(v -> figures());
        model.past().subscribe(this::past);
        waits.onDragged(controller::onDrill);
        model.drilled.subscribe(d -> past(model.past().get()));
        Tooltip.install(times, Nodes.tip(Text.of("overview.statement-time-tip")));
        systems.ask.subscribe(a -> {
            if (a != null) {
                confirm.ask(a.question(), a.yes());
            } else {
                confirm.withdraw();
            }
        });
    }

    /** Alerts and chips above take room: then the rates give way before anything is cut. */
    private static BooleanBinding roomFor(Region body, Region bar) {
        return Bindings.createBooleanBinding(
                () -> body.getHeight() == 0 || body.getHeight() - (bar.isVisible() ? bar.getHeight() : 0) >= LEAST_HEIGHT,
                body.heightProperty(), bar.heightProperty(), bar.visibleProperty());
    }

    Parent root() {
        return root;
    }

    /** Puts what stands above everything but problems. */
    void alerts(Node strip) {
        root.getChildren().add(1, strip);
    }

    private GridPane tiles() {
        GridPane grid = new GridPane(8, 8);
        List<Tile> all = List.of(transactions, active, connections, hitRatio, times, wal, lag, oldest);
        for (int i = 0; i < all.size(); i++) {
            grid.add(all.get(i), i % 4, i / 4);
            GridPane.setHgrow(all.get(i), Priority.ALWAYS);
        }
        for (int i = 0; i < 4; i++) {
            ColumnConstraints quarter = new ColumnConstraints();
            quarter.setPercentWidth(25);
            grid.getColumnConstraints().add(quarter);
        }
        return grid;
    }

    /** What they wait for, and beside it what the checks say: half and half. */
    private static HBox middle(Card chart, Node health) {
        HBox row = new HBox(8, chart, health);
        row.getChildren().forEach(n -> {
            HBox.setHgrow(n, Priority.ALWAYS);
            ((Card) n).setMinWidth(0);
            ((Card) n).setPrefWidth(1);
        });
        return row;
    }

    private HBox rates() {
        HBox row = new HBox(8,
                Card.of(Text.of("overview.chart.rate"), rate),
                Card.of(Text.of("overview.chart.sessions"), sessions),
                Card.of(Text.of("overview.chart.bytes"), bytes));
        row.getChildren().forEach(n -> {
            HBox.setHgrow(n, Priority.ALWAYS);
            ((Card) n).setMinWidth(0);
            ((Card) n).setPrefWidth(1);
        });
        return row;
    }

    private void figures() {
        OverviewModel.Now now = model.now.get();
        double onLock = now.figure(Figure.ON_LOCK);
        active.value(now.figure(Figure.ACTIVE));
        String partly = now.partly() ? Text.of("overview.hidden") : "";
        active.note(onLock > 0 ? Text.of("overview.on-lock", Math.round(onLock)) : partly);
        active.tone(onLock > 0 ? Tone.LOOK : Tone.NEUTRAL);
        connections.value(now.figure(Figure.SESSIONS));
        Integer usable = now.usable();
        connections.note(usable == null ? "" : Text.of("overview.of", usable));
        connections.tone(usable == null ? Tone.NEUTRAL : tone(Levels.CONNECTIONS_USED, now.figure(Figure.SESSIONS) / Math.max(1, usable)));
        double age = now.figure(Figure.OLDEST_TRANSACTION);
        oldest.value(age == 0 ? Double.NaN : age);
        oldest.note(now.partly() ? partly : age == 0 ? Text.of("overview.none-open") : "");
        oldest.tone(tone(Levels.OLDEST_TRANSACTION_SECONDS, age));
        lag.value(now.figure(Figure.REPLICATION_LAG));
        Integer replicas = now.replicas();
        lag.note(replicas == null ? "" : Text.of(replicas == 0 ? "overview.no-replica" : "overview.replicas", replicas));
        lag.tone(tone(Levels.REPLICATION_LAG_SECONDS, now.figure(Figure.REPLICATION_LAG)));
    }

    private void past(OverviewModel.Past past) {
        history(past, transactions, Figure.TRANSACTIONS);
        history(past, active, Figure.ACTIVE);
        history(past, connections, Figure.SESSIONS);
        history(past, hitRatio, Figure.HIT_RATIO);
        times.history(past.statementTimes());
        history(past, wal, Figure.WAL_BYTES);
        history(past, lag, Figure.REPLICATION_LAG);
        history(past, oldest, Figure.OLDEST_TRANSACTION);
        times.value(past.statementTimes().length == 0 ? Double.NaN : past.statementTimes()[past.statementTimes().length - 1]);
        transactions.value(last(past, Figure.TRANSACTIONS));
        hitRatio.value(last(past, Figure.HIT_RATIO));
        wal.value(last(past, Figure.WAL_BYTES));
        show(waits, past, WAITS.keySet().stream().sorted().toList(), (f, i) -> WAITS.getOrDefault(f, Hue.OTHER), edges());
        show(rate, past, List.of(Figure.TRANSACTIONS), (f, i) -> Hue.of(i));
        show(sessions, past, List.of(Figure.SESSIONS, Figure.ACTIVE, Figure.IDLE_IN_TRANSACTION), (f, i) -> Hue.of(i));
        show(bytes, past, List.of(Figure.WAL_BYTES, Figure.TEMP_BYTES), (f, i) -> Hue.of(i));
    }

    /** Where the stretch that is looked into begins and ends. */
    private List<Mark> edges() {
        OverviewModel.Drilled d = model.drilled.get();
        return d == null ? List.of()
                : List.of(new Mark(d.from(), Text.of("overview.drill.from")), new Mark(d.to(), Text.of("overview.drill.to")));
    }

    private static void show(LiveChart chart, OverviewModel.Past past, List<Figure> figures, BiFunction<Figure, Integer, Hue> hue) {
        show(chart, past, figures, hue, List.of());
    }

    private static void show(
            LiveChart chart, OverviewModel.Past past, List<Figure> figures, BiFunction<Figure, Integer, Hue> hue, List<Mark> marks) {
        List<Line> lines = new java.util.ArrayList<>();
        for (int i = 0; i < figures.size(); i++) {
            Series.Points points = past.points().get(figures.get(i));
            if (points != null) {
                lines.add(Line.of(OverviewController.name(figures.get(i)), hue.apply(figures.get(i), i), points));
            }
        }
        chart.show(past.from(), past.to(), lines, marks);
    }

    private static void history(OverviewModel.Past past, Tile tile, Figure figure) {
        Series.Points points = past.points().get(figure);
        tile.history(points == null ? new double[0] : points.values());
    }

    private static double last(OverviewModel.Past past, Figure figure) {
        Series.Points points = past.points().get(figure);
        return points == null || points.size() == 0 ? Double.NaN : points.values()[points.size() - 1];
    }

    private static Tone tone(Levels levels, double value) {
        return switch (levels.of(value)) {
            case OK -> Tone.NEUTRAL;
            case WARNING -> Tone.LOOK;
            case CRITICAL -> Tone.BAD;
        };
    }
}
