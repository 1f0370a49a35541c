package dev.howdah.ui.slow;

import static dev.howdah.testing.Pictures.enter;
import static dev.howdah.testing.Pictures.press;
import static dev.howdah.testing.Pictures.readings;
import static dev.howdah.testing.Pictures.select;
import static dev.howdah.testing.Pictures.type;
import static dev.howdah.testing.Pictures.untilRows;
import static dev.howdah.testing.Pictures.untilShows;
import static dev.howdah.testing.Pictures.with;

import dev.howdah.engine.activity.Session;
import dev.howdah.engine.cluster.PgCluster;
import dev.howdah.engine.db.Connections;
import dev.howdah.engine.db.SessionSpec;
import dev.howdah.engine.db.Target;
import dev.howdah.engine.profile.Statements;
import dev.howdah.testing.Pictures;
import dev.howdah.testing.Servers;
import dev.howdah.ui.kit.Screen;
import java.nio.file.Files;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import javafx.scene.Parent;
import javafx.scene.control.TextArea;

/** Pictures of the slow queries and activity tabs in every state: run it and look at target/gallery. */
public final class SlowGallery {
    private final Pictures pictures;

    private SlowGallery(Pictures pictures) {
        this.pictures = pictures;
    }

    public static void main(String[] args) throws Exception {
        Pictures pictures = Pictures.start(args);
        try (PgCluster server = Servers.own(18, Map.of("max_prepared_transactions", "5", "track_io_timing", "on"))) {
            SlowGallery gallery = new SlowGallery(pictures);
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

    private SlowDesk desk(Target target) throws Exception {
        return new SlowDesk(target, Files.createTempDirectory("slow-gallery"), pictures.kit());
    }

    private void empty(Target target) throws Exception {
        try (SlowDesk desk = desk(target)) {
            Screen slow = pictures.open(desk.slow());
            untilShows(slow, ".lack");
            pictures.shoot("slow-no-extension");
            section(pictures.open(desk.activity()), "Locks");
            readings(desk.parts().sampler(), Session.PROBE, 3);
            pictures.shoot("activity-empty-locks");
        }
    }

    private void busy(Target target) throws Exception {
        try (SlowDesk desk = desk(target)) {
            Screen slow = pictures.open(desk.slow());
            readings(desk.parts().sampler(), Statements.PROBE, 6);
            untilRows(slow, 0);
            pictures.shoot("slow-busy");
            with(slow, r -> select(r, 0, 1));
            pictures.shoot("slow-detail");
            with(slow, r -> press(r, "Against the range before"));
            pictures.shoot("slow-compared");
            section(slow, "Running now");
            untilRows(slow, 0);
            pictures.shoot("slow-running");
            section(slow, "N+1");
            untilRows(slow, 0);
            pictures.shoot("slow-patterns");
            with(slow, r -> enter(r, 0, 0));
            pictures.shoot("slow-pattern-detail");
            section(slow, "Read a plan");
            pictures.shoot("slow-plan-empty");
            paste(slow, explain(target, "hashjoin"), "");
            pictures.shoot("slow-plan");
            paste(slow, explain(target, "hashjoin"), explain(target, "nestloop"));
            pictures.shoot("slow-plans-compared");
            section(slow, "Howdah's own");
            pictures.shoot("slow-own");
            Screen activity = pictures.open(desk.activity());
            untilRows(activity, 0);
            pictures.shoot("activity-sessions");
            for (String section : new String[] {"Locks", "Waits", "Progress"}) {
                section(activity, section);
                untilRows(activity, 0);
                readings(desk.parts().sampler(), Session.PROBE, 5);
                pictures.shoot("activity-" + section.toLowerCase(Locale.ROOT));
            }
        }
    }

    private static void paste(Screen slow, String plan, String other) {
        with(slow, r -> {
            Object[] areas = r.lookupAll(".plan-paste").toArray();
            ((TextArea) areas[0]).setText(plan);
            ((TextArea) areas[1]).setText(other);
            press(r, "Read");
        });
        untilShows(slow, ".plan-steps");
    }

    private void weak(Target target) throws Exception {
        try (SlowDesk desk = desk(Servers.unprivileged(target))) {
            Screen slow = pictures.open(desk.slow());
            readings(desk.parts().sampler(), Statements.PROBE, 2);
            untilRows(slow, 0);
            pictures.shoot("slow-no-privilege");
            Screen activity = pictures.open(desk.activity());
            untilRows(activity, 0);
            pictures.shoot("activity-no-privilege");
        }
    }

    private void failing(PgCluster server, Target target) throws Exception {
        try (SlowDesk desk = desk(target)) {
            Screen slow = pictures.open(desk.slow());
            readings(desk.parts().sampler(), Statements.PROBE, 2);
            server.close();
            untilShows(slow, ".problem, .stale-mark");
            pictures.shoot("slow-failing");
        }
    }

    private static void section(Screen screen, String text) {
        with(screen, r -> press((Parent) r.lookup(".page-bar"), text));
    }

    /** The same statement with one kind of join. */
    private static String explain(Target target, String join) throws Exception {
        SessionSpec patient = new SessionSpec("gallery", false, Duration.ofSeconds(60), Duration.ZERO, Duration.ZERO);
        try (Connection c = Connections.open(target, patient); Statement s = c.createStatement()) {
            for (String kind : new String[] {"hashjoin", "nestloop", "mergejoin"}) {
                s.execute("SET enable_" + kind + " = " + kind.equals(join));
            }
            try (var rs = s.executeQuery("EXPLAIN (ANALYZE, BUFFERS, FORMAT TEXT) SELECT c.name, sum(o.total), (SELECT count(*) FROM items i WHERE i.order_id = min(o.id))"
                        + " FROM orders o JOIN customers c ON c.id = o.customer_id WHERE o.total > 480 GROUP BY c.name ORDER BY 2 DESC")) {
                StringBuilder text = new StringBuilder();
                while (rs.next()) {
                    text.append(rs.getString(1)).append('\n');
                }
                return text.toString();
            }
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
                    rest(20 + System.nanoTime() % 180);
                }
            });
            run(target, "reports", c -> exec(c, "SELECT customer_id, sum(total), count(DISTINCT note) FROM orders GROUP BY customer_id ORDER BY 2 DESC LIMIT 10"));
            run(target, "search", c -> exec(c, "SELECT * FROM orders WHERE note LIKE '%y%' AND total > 100 ORDER BY total OFFSET 2000 LIMIT 20"));
            run(target, "writer", c -> exec(c, "UPDATE orders SET total = total + 1 WHERE id % 50 = " + Math.floorMod(System.nanoTime(), 50)));
            run(target, "batch-import", c -> {
                exec(c, "BEGIN");
                exec(c, "LOCK TABLE items IN ACCESS EXCLUSIVE MODE");
                rest(9_000);
                exec(c, "ROLLBACK");
                rest(500);
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

        /** An application's own pause: part of the load, not of waiting for it. */
        private static void rest(long ms) {
            LockSupport.parkNanos(ms * 1_000_000);
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
