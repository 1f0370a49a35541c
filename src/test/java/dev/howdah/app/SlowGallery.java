package dev.howdah.app;

import dev.howdah.engine.activity.Signals;
import dev.howdah.engine.cluster.PgCluster;
import dev.howdah.engine.db.Connections;
import dev.howdah.engine.db.Db;
import dev.howdah.engine.db.Environment;
import dev.howdah.engine.db.SessionSpec;
import dev.howdah.engine.db.Target;
import dev.howdah.engine.log.ServerLog;
import dev.howdah.engine.plan.Explain;
import dev.howdah.engine.plan.PlanHistory;
import dev.howdah.engine.profile.Mutes;
import dev.howdah.engine.profile.ProfilerLimits;
import dev.howdah.engine.profile.QueryProfiler;
import dev.howdah.engine.profile.SnapshotFiles;
import dev.howdah.engine.profile.StatementWatch;
import dev.howdah.engine.profile.Statements;
import dev.howdah.engine.sample.Sampler;
import dev.howdah.testing.Audits;
import dev.howdah.testing.Servers;
import dev.howdah.ui.activity.ActivityParts;
import dev.howdah.ui.activity.ActivityTab;
import dev.howdah.ui.kit.Screen;
import dev.howdah.ui.kit.TabSpec;
import dev.howdah.ui.slow.SlowParts;
import dev.howdah.ui.slow.SlowTab;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.Function;
import javafx.application.Platform;
import javafx.beans.property.SimpleObjectProperty;
import javafx.scene.Parent;
import javafx.scene.control.TableView;
import javafx.scene.control.TextArea;
import javafx.scene.control.ToggleButton;

/** Pictures of the slow queries and activity tabs in every state: run it and look at target/gallery. */
public final class SlowGallery {
    private final TourRenderer renderer;
    private final SimpleObjectProperty<Duration> range = new SimpleObjectProperty<>(Duration.ofMinutes(2));

    private SlowGallery(TourRenderer renderer) {
        this.renderer = renderer;
    }

    public static void main(String[] args) throws Exception {
        Path out = Path.of(args.length > 0 ? args[0] : "target/gallery");
        try (PgCluster server = Servers.own(18, Map.of("max_prepared_transactions", "5", "track_io_timing", "on"));
                TourRenderer renderer = TourRenderer.start(out, Clock.systemUTC())) {
            SlowGallery gallery = new SlowGallery(renderer);
            Target target = server.target("postgres");
            gallery.empty(target);
            Load load = new Load(target);
            gallery.busy(target);
            gallery.weak(target);
            load.stop();
            gallery.failing(server, target);
        }
        System.exit(0);
    }

    private void empty(Target target) throws Exception {
        show(target, p -> new SlowTab(p, range, renderer.kit()), 3, "slow-no-extension", r -> { });
        activity(target, 3, "activity-empty-locks", "Locks");
    }

    private void busy(Target target) throws Exception {
        Sampler sampler = sampler(target);
        StatementWatch watch = new StatementWatch(sampler);
        Thread.sleep(45_000);
        SlowParts parts = parts(target, sampler, watch);
        Screen slow = open(() -> new SlowTab(parts, range, renderer.kit()).open());
        Thread.sleep(12_000);
        shoot("slow-busy", slow, r -> { });
        shoot("slow-detail", slow, r -> {
            TableView<?> table = (TableView<?>) r.lookup(".howdah-table");
            table.getSelectionModel().select(1);
        });
        shoot("slow-compared", slow, r -> press(r, "Against the range before"));
        shoot("slow-running", slow, r -> press(r, "Running now"));
        Thread.sleep(11_000);
        shoot("slow-running", slow, r -> { });
        shoot("slow-patterns", slow, r -> press(r, "N+1"));
        Thread.sleep(2_000);
        shoot("slow-pattern-detail", slow, r -> {
            TableView<?> table = (TableView<?>) r.lookup(".howdah-table");
            table.getSelectionModel().select(0);
            table.fireEvent(new javafx.scene.input.KeyEvent(javafx.scene.input.KeyEvent.KEY_PRESSED, "", "", javafx.scene.input.KeyCode.ENTER, false, false, false, false));
        });
        String plan = explain(target);
        shoot("slow-plan", slow, r -> {
            press(r, "Read a plan");
            ((TextArea) r.lookup(".plan-paste")).setText(plan);
            r.lookupAll(".button").stream().filter(b -> b instanceof javafx.scene.control.Button x && "Read".equals(x.getText()))
                    .forEach(b -> ((javafx.scene.control.Button) b).fire());
        });
        Screen activity = open(() -> new ActivityTab(new ActivityParts(sampler, watch, parts.statements(), parts.signals(), Environment.STAGING), range,
                renderer.kit()).open());
        Thread.sleep(4_000);
        shoot("activity-sessions", activity, r -> { });
        for (String section : new String[] {"Locks", "Waits", "Progress"}) {
            onFx(() -> {
                press(activity.root(), section);
                return 0;
            });
            Thread.sleep(11_000);
            shoot("activity-" + section.toLowerCase(java.util.Locale.ROOT), activity, r -> { });
        }
        watch.close();
        sampler.close();
    }

    private void weak(Target target) throws Exception {
        Target weak = Servers.unprivileged(target);
        show(weak, p -> new SlowTab(p, range, renderer.kit()), 14, "slow-no-privilege", r -> { });
        activity(weak, 3, "activity-no-privilege", "Sessions");
    }

    private void failing(PgCluster server, Target target) throws Exception {
        Sampler sampler = sampler(target);
        StatementWatch watch = new StatementWatch(sampler);
        Screen slow = open(() -> new SlowTab(parts(target, sampler, watch), range, renderer.kit()).open());
        Thread.sleep(12_000);
        server.close();
        Thread.sleep(12_000);
        shoot("slow-failing", slow, r -> { });
        watch.close();
        sampler.close();
    }

    private void activity(Target target, int seconds, String name, String section) throws Exception {
        show(target, p -> new ActivityTab(new ActivityParts(p.sampler(), p.watch(), p.statements(), p.signals(), Environment.STAGING), range, renderer.kit()),
                seconds, name, r -> press(r, section));
    }

    private void show(Target target, Function<SlowParts, TabSpec> tab, int seconds, String name, Consumer<Parent> then) throws Exception {
        Sampler sampler = sampler(target);
        StatementWatch watch = new StatementWatch(sampler);
        Screen screen = open(() -> tab.apply(parts(target, sampler, watch)).open());
        Thread.sleep(Duration.ofSeconds(seconds));
        shoot(name, screen, then);
        watch.close();
        sampler.close();
    }

    private Screen open(java.util.function.Supplier<Screen> make) throws Exception {
        return onFx(() -> {
            Screen s = make.get();
            s.shown(true);
            return s;
        });
    }

    private void shoot(String name, Screen screen, Consumer<Parent> then) throws Exception {
        renderer.picture(name, () -> {
            Parent root = screen.root();
            then.accept(root);
            return root;
        });
    }

    private static <T> T onFx(java.util.concurrent.Callable<T> call) throws Exception {
        CompletableFuture<T> done = new CompletableFuture<>();
        Platform.runLater(() -> {
            try {
                done.complete(call.call());
            } catch (Exception e) {
                done.completeExceptionally(e);
            }
        });
        return done.get();
    }

    private static void press(Parent root, String text) {
        root.lookupAll(".toggle-button").stream().filter(n -> n instanceof ToggleButton b && text.equals(b.getText()))
                .forEach(n -> ((ToggleButton) n).fire());
    }

    private static Sampler sampler(Target target) {
        return new Sampler(Servers.db(target, SessionSpec.sampler()), Clock.systemUTC());
    }

    private static SlowParts parts(Target target, Sampler sampler, StatementWatch watch) {
        try {
            Db db = Servers.db(target);
            Path folder = Files.createTempDirectory("slow-gallery");
            return new SlowParts(sampler, watch, new Statements(db, new SnapshotFiles(folder), Audits.scratch()), new Explain(db), new PlanHistory(),
                    new Mutes(folder.resolve("mutes")), new ServerLog(db), new Signals(db, Audits.scratch()), new QueryProfiler(Clock.systemUTC(), ProfilerLimits.DEFAULT), Environment.STAGING);
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static String explain(Target target) throws Exception {
        try (Connection c = Connections.open(target, SessionSpec.interactive()); Statement s = c.createStatement();
                var rs = s.executeQuery("EXPLAIN (ANALYZE, BUFFERS, FORMAT TEXT) SELECT c.name, sum(o.total), (SELECT count(*) FROM items i WHERE i.order_id = min(o.id))"
                        + " FROM orders o JOIN customers c ON c.id = o.customer_id WHERE o.total > 480 GROUP BY c.name ORDER BY 2 DESC")) {
            StringBuilder text = new StringBuilder();
            while (rs.next()) {
                text.append(rs.getString(1)).append('\n');
            }
            return text.toString();
        }
    }

    /** A small shop with every sin. */
    private static final class Load {
        private volatile boolean stopped;

        Load(Target target) throws Exception {
            Servers.execute(target, "CREATE EXTENSION IF NOT EXISTS pg_stat_statements", "CREATE TABLE customers (id int PRIMARY KEY, name text)",
                    "CREATE TABLE orders (id int PRIMARY KEY, customer_id int REFERENCES customers, total numeric, note text)",
                    "CREATE TABLE items (id int PRIMARY KEY, order_id int, price numeric)",
                    "INSERT INTO customers SELECT g, 'customer ' || g FROM generate_series(1, 2000) g",
                    "INSERT INTO orders SELECT g, 1 + g % 2000, g % 500, repeat('x', 100) FROM generate_series(1, 60000) g",
                    "INSERT INTO items SELECT g, 1 + g % 60000, g % 90 FROM generate_series(1, 120000) g", "ANALYZE");
            run(target, "orders-api", c -> {
                try (Statement s = c.createStatement()) {
                    java.util.List<Integer> ids = new java.util.ArrayList<>();
                    try (var rs = s.executeQuery("SELECT id FROM orders WHERE customer_id = " + (1 + System.nanoTime() % 2000))) {
                        while (rs.next()) {
                            ids.add(rs.getInt(1));
                        }
                    }
                    for (int id : ids) {
                        s.execute("SELECT name FROM customers WHERE id = " + id % 2000);
                    }
                    Thread.sleep(20 + System.nanoTime() % 180);
                }
            });
            run(target, "reports", c -> exec(c, "SELECT customer_id, sum(total), count(DISTINCT note) FROM orders GROUP BY customer_id ORDER BY 2 DESC LIMIT 10"));
            run(target, "search", c -> exec(c, "SELECT * FROM orders WHERE note LIKE '%y%' AND total > 100 ORDER BY total OFFSET 2000 LIMIT 20"));
            run(target, "writer", c -> exec(c, "UPDATE orders SET total = total + 1 WHERE id % 50 = " + Math.floorMod(System.nanoTime(), 50)));
            run(target, "batch-import", c -> {
                exec(c, "BEGIN");
                exec(c, "LOCK TABLE items IN ACCESS EXCLUSIVE MODE");
                Thread.sleep(9_000);
                exec(c, "ROLLBACK");
                Thread.sleep(500);
            });
            for (int i = 0; i < 3; i++) {
                run(target, "cart-" + i, c -> exec(c, "SELECT avg(price) FROM items WHERE order_id = " + System.nanoTime() % 1000));
            }
            run(target, "long-text", c -> exec(c, "SELECT /* a very long statement */ count(*) FROM orders WHERE id IN (" + "1, ".repeat(800) + "2) OR note = 'ﬁnd 日本語 عربى'"));
            run(target, "vacuum", c -> exec(c, "SET vacuum_cost_delay = 20", "SET vacuum_cost_limit = 20", "VACUUM orders"));
        }

        void stop() {
            stopped = true;
        }

        private interface Task {
            void run(Connection c) throws Exception;
        }

        private void run(Target target, String application, Task task) {
            Thread.ofVirtual().start(() -> {
                SessionSpec spec = new SessionSpec(application, false, Duration.ofSeconds(60), Duration.ZERO, Duration.ZERO);
                while (!stopped) {
                    try (Connection c = Connections.open(target, spec)) {
                        while (!stopped) {
                            task.run(c);
                        }
                    } catch (Exception e) {
                        continue;
                    }
                }
            });
        }

        private static void exec(Connection c, String... sqls) throws Exception {
            try (Statement s = c.createStatement()) {
                for (String sql : sqls) {
                    s.execute(sql);
                }
            }
        }
    }
}
