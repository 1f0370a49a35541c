package dev.howdah.ui.overview;

import dev.howdah.engine.db.Server;
import dev.howdah.engine.health.Levels;
import dev.howdah.engine.health.VitalHistory.Figure;
import dev.howdah.engine.health.Vitals;
import dev.howdah.engine.sample.Series;
import dev.howdah.engine.text.Text;
import dev.howdah.ui.kit.Card;
import dev.howdah.ui.kit.ChartGroup;
import dev.howdah.ui.kit.Confirm;
import dev.howdah.ui.kit.Hue;
import dev.howdah.ui.kit.Kit;
import dev.howdah.ui.kit.Line;
import dev.howdah.ui.kit.LiveChart;
import dev.howdah.ui.kit.Nodes;
import dev.howdah.ui.kit.Problems;
import dev.howdah.ui.kit.Stale;
import dev.howdah.ui.kit.Tile;
import dev.howdah.ui.kit.Tone;
import dev.howdah.ui.kit.Unit;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.layout.ColumnConstraints;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;

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

    private final OverviewModel model;
    private final Tile transactions = new Tile(Text.of("overview.tps"), Unit.PER_SECOND);
    private final Tile active = new Tile(Text.of("overview.active"), Unit.COUNT);
    private final Tile connections = new Tile(Text.of("overview.connections"), Unit.COUNT);
    private final Tile hitRatio = new Tile(Text.of("overview.hit-ratio"), Unit.SHARE);
    private final Tile idle = new Tile(Text.of("overview.idle-in-transaction"), Unit.COUNT);
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
        rates.visibleProperty().bind(buttons.results().visibleProperty().not());
        rates.managedProperty().bind(rates.visibleProperty());
        root = Nodes.column(
                Problems.box(model.vitals.problem(), controller::onRetry),
                Nodes.lacks(model.vitals.lacks(), kit.notices()),
                Nodes.grow(Stale.over(
                        Nodes.column(tiles(), buttons.bar(), Nodes.grow(middle(Card.of(Text.of("overview.waits"), waits), health.node())), Nodes.grow(rates),
                                Nodes.grow(buttons.results())),
                        model.vitals.staleSince())),
                confirm.node());
        root.getStyleClass().add("page");
        model.vitals.value().subscribe(v -> figures());
        model.server.subscribe(s -> figures());
        model.past().subscribe(this::past);
        systems.ask.subscribe(a -> {
            if (a != null) {
                confirm.ask(a.question(), a.yes());
            }
        });
    }

    Parent root() {
        return root;
    }

    private GridPane tiles() {
        GridPane grid = new GridPane(8, 8);
        List<Tile> all = List.of(transactions, active, connections, hitRatio, idle, wal, lag, oldest);
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
        Vitals v = model.vitals.value().get();
        Server server = model.server.get();
        active.value(v == null ? Double.NaN : v.active());
        connections.value(v == null ? Double.NaN : v.sessions());
        idle.value(v == null ? Double.NaN : v.idleInTransaction());
        oldest.value(number(v == null ? null : v.oldestTransactionSeconds()));
        lag.value(number(v == null ? null : v.replicationLagSeconds()));
        if (v == null) {
            return;
        }
        active.note(v.onLock() > 0 ? Text.of("overview.on-lock", v.onLock()) : "");
        active.tone(v.onLock() > 0 ? Tone.LOOK : Tone.NEUTRAL);
        lag.note(Text.of(v.replicas() == 0 ? "overview.no-replica" : "overview.replicas", v.replicas()));
        oldest.tone(tone(Levels.OLDEST_TRANSACTION_SECONDS, number(v.oldestTransactionSeconds())));
        lag.tone(tone(Levels.REPLICATION_LAG_SECONDS, number(v.replicationLagSeconds())));
        if (server != null) {
            connections.note(Text.of("overview.of", server.usableConnections()));
            connections.tone(tone(Levels.CONNECTIONS_USED, v.sessions() / (double) Math.max(1, server.usableConnections())));
        }
    }

    private void past(OverviewModel.Past past) {
        history(past, transactions, Figure.TRANSACTIONS);
        history(past, active, Figure.ACTIVE);
        history(past, connections, Figure.SESSIONS);
        history(past, hitRatio, Figure.HIT_RATIO);
        history(past, idle, Figure.IDLE_IN_TRANSACTION);
        history(past, wal, Figure.WAL_BYTES);
        history(past, lag, Figure.REPLICATION_LAG);
        history(past, oldest, Figure.OLDEST_TRANSACTION);
        transactions.value(last(past, Figure.TRANSACTIONS));
        hitRatio.value(last(past, Figure.HIT_RATIO));
        wal.value(last(past, Figure.WAL_BYTES));
        show(waits, past, WAITS.keySet().stream().sorted().toList(), (f, i) -> WAITS.getOrDefault(f, Hue.OTHER));
        show(rate, past, List.of(Figure.TRANSACTIONS), (f, i) -> Hue.of(i));
        show(sessions, past, List.of(Figure.SESSIONS, Figure.ACTIVE, Figure.IDLE_IN_TRANSACTION), (f, i) -> Hue.of(i));
        show(bytes, past, List.of(Figure.WAL_BYTES, Figure.TEMP_BYTES), (f, i) -> Hue.of(i));
    }

    private static void show(LiveChart chart, OverviewModel.Past past, List<Figure> figures, BiFunction<Figure, Integer, Hue> hue) {
        List<Line> lines = new java.util.ArrayList<>();
        for (int i = 0; i < figures.size(); i++) {
            Series.Points points = past.points().get(figures.get(i));
            if (points != null) {
                lines.add(Line.of(name(figures.get(i)), hue.apply(figures.get(i), i), points));
            }
        }
        chart.show(past.from(), past.to(), lines);
    }

    private static void history(OverviewModel.Past past, Tile tile, Figure figure) {
        Series.Points points = past.points().get(figure);
        tile.history(points == null ? new double[0] : points.values());
    }

    private static double last(OverviewModel.Past past, Figure figure) {
        Series.Points points = past.points().get(figure);
        return points == null || points.size() == 0 ? Double.NaN : points.values()[points.size() - 1];
    }

    private static String name(Figure figure) {
        return Text.of("overview.figure." + figure.name());
    }

    private static double number(@Nullable Double value) {
        return value == null ? Double.NaN : value;
    }

    private static Tone tone(Levels levels, double value) {
        return switch (levels.of(value)) {
            case OK -> Tone.NEUTRAL;
            case WARNING -> Tone.LOOK;
            case CRITICAL -> Tone.BAD;
        };
    }
}
