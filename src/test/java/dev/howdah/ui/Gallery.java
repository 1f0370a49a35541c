package dev.howdah.ui;

import dev.howdah.engine.db.DbProblem;
import dev.howdah.engine.db.Environment;
import dev.howdah.engine.db.Lack;
import dev.howdah.ui.kit.Card;
import dev.howdah.ui.kit.ChartGroup;
import dev.howdah.ui.kit.Hue;
import dev.howdah.ui.kit.Icons;
import dev.howdah.ui.kit.Kit;
import dev.howdah.ui.kit.Line;
import dev.howdah.ui.kit.LiveChart;
import dev.howdah.ui.kit.Mark;
import dev.howdah.ui.kit.Nodes;
import dev.howdah.ui.kit.Notices;
import dev.howdah.ui.kit.Page;
import dev.howdah.ui.kit.Problem;
import dev.howdah.ui.kit.Question;
import dev.howdah.ui.kit.SqlText;
import dev.howdah.ui.kit.Stale;
import dev.howdah.ui.kit.Studio;
import dev.howdah.ui.kit.Table;
import dev.howdah.ui.kit.Theme;
import dev.howdah.ui.kit.Tile;
import dev.howdah.ui.kit.Tone;
import dev.howdah.ui.kit.Unit;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import javafx.application.Platform;
import javafx.beans.property.SimpleObjectProperty;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;

/** Pictures of the kit with made-up data, in both themes: run it and look at target/gallery. */
public final class Gallery {
    static final Instant NOW = Instant.parse("2026-11-21T08:33:22Z");

    private final Kit kit = Kit.direct(InstantSource.fixed(NOW));

    /** One made-up session. */
    record Session(int pid, String user, String application, String state, double seconds, double rows, String query) {}

    public static void main(String[] args) throws Exception {
        Path out = Path.of(args.length > 0 ? args[0] : "target/gallery");
        CompletableFuture<Void> done = new CompletableFuture<>();
        Platform.startup(() -> {
            Studio studio = new Studio(1600, 1000);
            studio.theme(Theme.DARK);
            studio.show(new Gallery().content());
            studio.shoot(out.resolve("kit-dark.png"), 20)
                    .thenCompose(f -> {
                        studio.theme(Theme.LIGHT);
                        return studio.shoot(out.resolve("kit-light.png"), 20);
                    })
                    .whenComplete((f, e) -> {
                        studio.close();
                        done.complete(null);
                    });
        });
        done.get();
        Platform.exit();
    }

    private Parent content() {
        Page page = new Page(tiles(), charts(), Nodes.grow(lower()));
        page.bar(
                Nodes.label("Kit", "page-title"),
                Nodes.tag("live", Tone.GOOD),
                Nodes.spring(),
                Nodes.destructive("Terminate 3 sessions", Icons.KILL, () -> {}),
                Nodes.button("Refresh", Icons.REFRESH, () -> {}),
                Nodes.primary("Analyze orders", Icons.RUN, () -> {}));
        page.problem(
                new SimpleObjectProperty<>(Problem.of(new DbProblem.Timeout("db.example:5432", "canceling statement due to lock timeout"))),
                () -> {});
        page.note(Nodes.lacks(
                new SimpleObjectProperty<>(List.of(
                        new Lack("needs pg_read_all_stats", "GRANT pg_read_all_stats TO app;"), new Lack("needs version 16", null))),
                Notices.silent()));
        page.confirm()
                .ask(
                        Question.destructive(
                                        "Terminate 3 sessions of orders-api?",
                                        "Their transactions are rolled back; the oldest has run for 4 m 12 s.",
                                        "Terminate 3 sessions",
                                        Environment.PRODUCTION)
                                .typing("orders"),
                        () -> {});
        return page.root();
    }

    private Node tiles() {
        String[] names = {"Transactions", "Active sessions", "Connections", "Hit ratio", "p95 statement", "WAL", "Replication lag", "Oldest transaction"};
        Unit[] units = {Unit.PER_SECOND, Unit.COUNT, Unit.COUNT, Unit.SHARE, Unit.MILLIS, Unit.BYTES_PER_SECOND, Unit.SECONDS, Unit.SECONDS};
        double[] values = {12_431, 7, 83, 0.9873, 340.2, 8.4e6, Double.NaN, 252};
        HBox row = new HBox(8);
        for (int i = 0; i < names.length; i++) {
            Tile tile = new Tile(names[i], units[i]);
            tile.value(values[i]);
            tile.history(walk(i, 300, Math.max(1, values[i])));
            HBox.setHgrow(tile, Priority.ALWAYS);
            tile.setMaxWidth(Double.MAX_VALUE);
            row.getChildren().add(tile);
            if (i == 2) {
                tile.note("of 100");
                tile.tone(Tone.LOOK);
            }
            if (i == 7) {
                tile.note("too long");
                tile.tone(Tone.BAD);
            }
        }
        return row;
    }

    private Node charts() {
        ChartGroup group = kit.charts();
        LiveChart waits = group.stacked(Unit.COUNT);
        LiveChart times = group.line(Unit.MILLIS);
        Instant from = NOW.minus(Duration.ofHours(1));
        List<Line> classes = new ArrayList<>();
        String[] names = {"CPU", "IO", "Lock", "LWLock", "Client", "IPC", "Timeout", "Other"};
        for (int i = 0; i < names.length; i++) {
            classes.add(line(names[i], Hue.ofWait(names[i]), i + 40, 3.0 / (i + 1)));
        }
        waits.show(from, NOW, classes);
        times.show(
                from,
                NOW,
                List.of(line("p50", Hue.A, 1, 3), line("p95", Hue.B, 2, 40), line("p99", Hue.C, 3, 120)),
                List.of(new Mark(NOW.minusSeconds(1500), "statistics reset")));
        group.point(NOW.minusSeconds(700).getEpochSecond());
        GridPane grid = new GridPane(8, 8);
        grid.add(Card.of("Sessions by wait class", waits), 0, 0);
        grid.add(Card.of("Statement time", times), 1, 0);
        for (Node card : grid.getChildren()) {
            GridPane.setHgrow(card, Priority.ALWAYS);
            ((VBox) card).setPrefSize(500, 260);
        }
        return grid;
    }

    private Node lower() {
        Table<Session> table = kit.<Session>table("gallery.sessions")
                .number("kit.pid", Session::pid, Unit.NAME)
                .text("kit.user", Session::user)
                .text("kit.application", Session::application)
                .tag("kit.state", Session::state, s -> s.state().startsWith("idle in") ? Tone.LOOK : s.seconds() > 100 ? Tone.BAD : Tone.NEUTRAL)
                .number("kit.age", Session::seconds, Unit.SECONDS)
                .bar()
                .number("kit.rows", Session::rows, Unit.COUNT)
                .bar()
                .code("kit.query", Session::query)
                .width(200)
                .grows()
                .key(Session::pid)
                .sorted("kit.age", true)
                .build();
        Random random = new Random(7);
        List<Session> rows = new ArrayList<>();
        String[] states = {"active", "idle", "idle in transaction", "active"};
        String[] users = {"orders", "billing", "🐘 «quoted \"name\"»", "מדווח"};
        for (int i = 0; i < 60; i++) {
            rows.add(new Session(
                    4700 + i, users[i % 4], "orders-api", states[i % 4], random.nextDouble() * 300, random.nextDouble() * 1e6,
                    "SELECT o.id, o.total\n  FROM orders o JOIN customers c ON c.id = o.customer_id WHERE c.region = 'north' AND o.created_at > now() - interval '1 day'"));
        }
        table.rows(rows);
        table.select(rows.get(12));
        SqlText sql = new SqlText();
        sql.showLaidOut("SELECT o.id, sum(o.total) /* net */ FROM orders o JOIN customers c ON c.id = o.customer_id WHERE c.region = 'north' AND o.total > 12.50 AND o.id = $1 GROUP BY o.id -- done");
        Card left = Card.of("Sessions", table);
        Card middle = new Card("Statement", sql.node());
        Card stale = new Card("Bouncer", Stale.over(Nodes.empty("No statement took longer than 100 ms in the last 5 minutes.", "Lower the limit to see more.", Nodes.button("Show from 10 ms", null, () -> {})), new SimpleObjectProperty<>(NOW)));
        middle.setPrefWidth(340);
        stale.setPrefWidth(300);
        HBox row = new HBox(8, Nodes.grow(left), middle, stale);
        VBox.setVgrow(row, Priority.ALWAYS);
        return row;
    }

    private static Line line(String name, Hue hue, int seed, double around) {
        double[] values = walk(seed, 3600, around);
        double[] seconds = new double[values.length];
        for (int i = 0; i < values.length; i++) {
            seconds[i] = NOW.getEpochSecond() - 3600 + i;
            if (i > 2000 && i < 2200) {
                values[i] = Double.NaN;
            }
        }
        return new Line(name, hue, seconds, values);
    }

    private static double[] walk(int seed, int n, double around) {
        Random random = new Random(seed);
        double[] values = new double[n];
        double v = around;
        for (int i = 0; i < n; i++) {
            v = Math.max(0, v + (random.nextDouble() - 0.5) * around * 0.1 + (around - v) * 0.02);
            values[i] = v;
        }
        return values;
    }
}
