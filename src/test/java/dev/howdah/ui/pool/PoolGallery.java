package dev.howdah.ui.pool;

import dev.howdah.engine.Engine;
import dev.howdah.engine.activity.Session;
import dev.howdah.engine.db.Connections;
import dev.howdah.engine.db.Environment;
import dev.howdah.engine.db.SessionSpec;
import dev.howdah.engine.db.Target;
import dev.howdah.engine.db.Tls;
import dev.howdah.engine.pool.PoolSpec;
import dev.howdah.engine.pool.sources.RealPgBouncer;
import dev.howdah.testing.Audits;
import dev.howdah.testing.FxWindow;
import dev.howdah.testing.Pictures;
import dev.howdah.testing.Replays;
import dev.howdah.testing.Servers;
import dev.howdah.ui.kit.Screen;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import javafx.beans.property.SimpleObjectProperty;

/** Pictures of the Pool tab on a real server in its states, both themes: run it and look at the folder it is given. */
public final class PoolGallery {
    private final Pictures pictures;

    private PoolGallery(Pictures pictures) {
        this.pictures = pictures;
    }

    public static void main(String[] args) throws Exception {
        PoolGallery gallery = new PoolGallery(Pictures.start(args));
        gallery.loading();
        gallery.empty();
        gallery.busy();
        gallery.unprivileged();
        gallery.failing();
        System.exit(0);
    }

    /** A server that takes connections and says nothing. */
    private void loading() throws Exception {
        PoolSpec patient = PoolSpec.of(2, 0, Duration.ZERO, true).withTimeout(Duration.ofMinutes(5));
        try (ServerSocket silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
                Engine engine = Engine.open(at(silent.getLocalPort()), patient, Audits.scratch(), Clock.systemUTC())) {
            open(tab(engine), Part.SERVER);
            pictures.shoot("loading-server");
            open(tab(engine), Part.PATH);
            pictures.shoot("loading-path");
        }
    }

    private static Target at(int port) {
        return new Target("away", List.of(new Target.Host("127.0.0.1", port)), "orders", "app", null, Tls.disable(), Environment.PRODUCTION, Map.of());
    }

    private void empty() throws Exception {
        Target target = Servers.newDatabase();
        try (Engine engine = Engine.open(target, PoolSpec.of(5, 10, Duration.ofHours(1), true), Audits.scratch(), Clock.systemUTC())) {
            show(engine, Part.ENGINE, "empty-engine", 3);
            show(engine, Part.BOUNCER, "empty-bouncer", 1);
            show(engine, Part.APPLICATIONS, "empty-applications", 2);
            show(engine, Part.PATH, "empty-path", 2);
        }
    }

    private void busy() throws Exception {
        Target target = Servers.newDatabase();
        Servers.execute(target, "CREATE TABLE orders (id int PRIMARY KEY, n int)",
                "INSERT INTO orders SELECT i, 0 FROM generate_series(1, 9) i");
        PoolSpec spec = PoolSpec.of(3, 2, Duration.ofHours(1), true).withTimeout(Duration.ofSeconds(3))
                .withLeakThreshold(Duration.ofSeconds(2));
        AtomicBoolean stop = new AtomicBoolean();
        List<Connection> open = new ArrayList<>();
        try (Engine engine = Engine.open(target, spec, Audits.scratch(), Clock.systemUTC())) {
            for (int i = 0; i < 6; i++) {
                int n = i;
                Thread.ofVirtual().name("checkout-" + i).start(() -> work(engine, n, stop));
            }
            for (int i = 0; i < 24; i++) {
                Connection c = Connections.open(target, new SessionSpec("app", false, Duration.ZERO, Duration.ZERO, Duration.ZERO));
                open.add(c);
                try (var s = c.createStatement()) {
                    s.execute("SET application_name = '" + List.of("orders-api", "billing", "report \"monthly\" 🐘 מדווח", "psql",
                            "a very long application name that goes on and on and").get(i % 5) + "'");
                    if (i % 4 == 0) {
                        c.setAutoCommit(false);
                        s.execute(i == 0 ? "UPDATE orders SET n = 1 WHERE id = 1"
                                : "SELECT count(*) FROM orders WHERE id > 3 AND n < 1000");
                    }
                }
            }
            Connection leak = engine.pool().dataSource().getConnection();
            show(engine, Part.ENGINE, "busy-engine", 25);
            show(engine, Part.SERVER, "busy-server", 3);
            Thread locked = Thread.ofVirtual().name("checkout-locked").start(() -> lock(engine));
            show(engine, Part.PATH, "busy-path", 6);
            bouncer(tab(engine), target);
            stop.set(true);
            leak.close();
            open.getFirst().rollback();
            locked.join();
            for (Connection c : open) {
                c.close();
            }
        }
    }

    private void bouncer(PoolTab tab, Target target) throws Exception {
        Path folder = java.nio.file.Files.createTempDirectory("howdah-bouncer");
        try (RealPgBouncer real = RealPgBouncer.start(folder, target, "transaction", 2)) {
            for (int i = 0; i < 4; i++) {
                int n = i;
                Thread.ofVirtual().start(() -> {
                    try (Connection c = Connections.open(real.app(), SessionSpec.engine());
                            var s = c.createStatement()) {
                        s.execute("SELECT pg_sleep(" + (8 + n) + ")");
                    } catch (SQLException e) {
                        Thread.currentThread().interrupt();
                    }
                });
            }
            Target console = real.console(RealPgBouncer.ADMIN);
            Screen screen = open(tab, Part.BOUNCER);
            Pictures.with(screen, root -> {
                Pictures.type(root, "#bouncer-address", console.address());
                Pictures.type(root, "#bouncer-user", console.user());
                Pictures.type(root, "#bouncer-password", "pw");
                Pictures.press(root, "#bouncer-connect");
            });
            Pictures.untilRows(screen, 0);
            pictures.shoot("busy-bouncer");
        }
    }

    private static void work(Engine engine, int n, AtomicBoolean stop) {
        while (!stop.get()) {
            try (Connection c = engine.pool().dataSource().getConnection();
                    var s = c.createStatement()) {
                s.execute("SELECT pg_sleep(" + (0.004 + 0.012 * Math.random()) + ")");
            } catch (SQLException e) {
                LockSupport.parkNanos(1_000_000);
            }
            LockSupport.parkNanos((long) (Math.random() * 30_000_000) + n);
        }
    }

    private static void lock(Engine engine) {
        try (Connection c = engine.pool().dataSource().getConnection();
                var s = c.createStatement()) {
            s.execute("UPDATE orders SET n = n + 1 WHERE id = 1");
        } catch (SQLException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void unprivileged() throws Exception {
        Target target = Servers.unprivileged(Servers.newDatabase());
        try (Engine engine = Engine.open(target, PoolSpec.of(2, 0, Duration.ZERO, true), Audits.scratch(), Clock.systemUTC())) {
            show(engine, Part.SERVER, "noprivilege-server", 2);
            show(engine, Part.PATH, "noprivilege-path", 2);
        }
    }

    private void failing() throws Exception {
        PoolSpec spec = PoolSpec.of(2, 0, Duration.ZERO, true).withTimeout(Duration.ofSeconds(1));
        try (Engine engine = Engine.open(at(1), spec, Audits.scratch(), Clock.systemUTC())) {
            Thread.ofVirtual().start(() -> lock(engine));
            failing(engine, Part.ENGINE, ".page");
            failing(engine, Part.SERVER, ".problem");
            failing(engine, Part.PATH, ".problem");
        }
    }

    private PoolTab tab(Engine engine) {
        return new PoolTab(engine.poolHistory(), Replays.live(engine), engine.interactive(), engine.audit(),
                new SimpleObjectProperty<>(Duration.ofMinutes(2)), pictures.kit());
    }

    /** After so many readings of the sessions. */
    private void show(Engine engine, Part part, String name, int readings) {
        PoolTab tab = tab(engine);
        Screen screen = open(tab, part);
        Pictures.readings(engine.sampler(), Session.PROBE, readings);
        Pictures.until(screen, name, r -> true);
        pictures.shoot(name);
    }

    /** Without a server: once it says so. */
    private void failing(Engine engine, Part part, String selector) {
        Screen screen = open(tab(engine), part);
        Pictures.untilShows(screen, selector);
        pictures.shoot("failing-" + part.name().toLowerCase(java.util.Locale.ROOT));
    }

    private Screen open(PoolTab tab, Part part) {
        FxWindow.run(() -> tab.actions().get(part.ordinal()).run().run());
        return pictures.open(tab);
    }
}
