package dev.howdah.ui.pool;

import dev.howdah.engine.Engine;
import dev.howdah.engine.db.Connections;
import dev.howdah.engine.db.Environment;
import dev.howdah.engine.db.SessionSpec;
import dev.howdah.engine.db.Target;
import dev.howdah.engine.db.Tls;
import dev.howdah.engine.pool.PoolSpec;
import dev.howdah.engine.pool.sources.RealPgBouncer;
import dev.howdah.testing.Audits;
import dev.howdah.testing.Await;
import dev.howdah.testing.Servers;
import dev.howdah.ui.kit.Files;
import dev.howdah.ui.kit.Fx;
import dev.howdah.ui.kit.Kit;
import dev.howdah.ui.kit.Memory;
import dev.howdah.ui.kit.Notices;
import dev.howdah.ui.kit.Screen;
import dev.howdah.ui.kit.Studio;
import dev.howdah.ui.kit.Theme;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import javafx.application.Platform;
import javafx.beans.property.SimpleObjectProperty;

/** Pictures of the Pool tab on a real server in its states, both themes: run it and look at the folder it is given. */
public final class PoolGallery {
    private final Path out;
    private final Fx fx = Fx.live();
    private final Kit kit = new Kit(fx, Memory.brief(), Files.dialogs(), Notices.silent(), Clock.systemUTC());
    private final Studio studio;

    private PoolGallery(Path out, Studio studio) {
        this.out = out;
        this.studio = studio;
    }

    public static void main(String[] args) throws Exception {
        CompletableFuture<Studio> studio = new CompletableFuture<>();
        Platform.startup(() -> studio.complete(new Studio(1544, 920)));
        PoolGallery gallery = new PoolGallery(Path.of(args.length > 0 ? args[0] : "target/gallery"), studio.get());
        gallery.empty();
        gallery.busy();
        gallery.unprivileged();
        gallery.failing();
        System.exit(0);
    }

    private void empty() throws Exception {
        Target target = Servers.newDatabase();
        try (Engine engine = Engine.open(target, PoolSpec.of(5, 10, Duration.ofHours(1), true), Audits.scratch(), Clock.systemUTC())) {
            PoolTab tab = tab(engine);
            show(tab, Part.ENGINE, "empty-engine", Duration.ofSeconds(3));
            show(tab, Part.BOUNCER, "empty-bouncer", Duration.ofSeconds(1));
            show(tab, Part.APPLICATIONS, "empty-applications", Duration.ofSeconds(2));
            show(tab, Part.PATH, "empty-path", Duration.ofSeconds(2));
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
            PoolTab tab = tab(engine);
            show(tab, Part.ENGINE, "busy-engine", Duration.ofSeconds(25));
            show(tab, Part.SERVER, "busy-server", Duration.ofSeconds(3));
            Thread locked = Thread.ofVirtual().name("checkout-locked").start(() -> lock(engine));
            show(tab, Part.PATH, "busy-path", Duration.ofSeconds(6));
            bouncer(tab, target);
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
            show(tab, Part.BOUNCER, "busy-bouncer", Duration.ofSeconds(1), root -> {
                text(root, "bouncer-address", console.address());
                text(root, "bouncer-user", console.user());
                text(root, "bouncer-password", "pw");
                ((javafx.scene.control.Button) root.lookup("#bouncer-connect")).fire();
            });
        }
    }

    private static void text(javafx.scene.Parent root, String id, String value) {
        ((javafx.scene.control.TextField) root.lookup("#" + id)).setText(value);
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
            show(tab(engine), Part.SERVER, "noprivilege-server", Duration.ofSeconds(4));
        }
    }

    private void failing() throws Exception {
        Target away = new Target("away", List.of(new Target.Host("127.0.0.1", 1)), "orders", "app", null, Tls.disable(),
                Environment.PRODUCTION, Map.of());
        PoolSpec spec = PoolSpec.of(2, 0, Duration.ZERO, true).withTimeout(Duration.ofSeconds(1));
        try (Engine engine = Engine.open(away, spec, Audits.scratch(), Clock.systemUTC())) {
            Thread.ofVirtual().start(() -> lock(engine));
            PoolTab tab = tab(engine);
            show(tab, Part.ENGINE, "failing-engine", Duration.ofSeconds(4));
            show(tab, Part.SERVER, "failing-server", Duration.ofSeconds(6));
            show(tab, Part.PATH, "failing-path", Duration.ofSeconds(12));
        }
    }

    private PoolTab tab(Engine engine) {
        return new PoolTab(engine.poolHistory(), engine.sampler(), engine.interactive(), engine.audit(),
                new SimpleObjectProperty<>(Duration.ofMinutes(2)), kit);
    }

    private void show(PoolTab tab, Part part, String name, Duration settle) throws Exception {
        show(tab, part, name, settle, root -> {});
    }

    private void show(PoolTab tab, Part part, String name, Duration settle,
            java.util.function.Consumer<javafx.scene.Parent> then) throws Exception {
        Screen screen = on(() -> {
            tab.actions().get(part.ordinal()).run().run();
            Screen s = tab.open();
            studio.theme(Theme.DARK);
            studio.show(s.root());
            return s;
        });
        long start = System.nanoTime();
        Await.until("settled", Duration.ofMinutes(3), () -> System.nanoTime() - start > settle.toNanos());
        on(() -> {
            then.accept(screen.root());
            return 0;
        });
        long again = System.nanoTime();
        Await.until("settled", Duration.ofMinutes(3), () -> System.nanoTime() - again > 3_000_000_000L);
        for (Theme theme : Theme.values()) {
            CompletableFuture<Path> picture = on(() -> {
                studio.theme(theme);
                return studio.shoot(out.resolve(name + "-" + theme.name().toLowerCase(java.util.Locale.ROOT) + ".png"), 20);
            });
            picture.get();
        }
    }

    private <T> T on(Callable<T> call) throws Exception {
        CompletableFuture<T> done = new CompletableFuture<>();
        fx.later(() -> {
            try {
                done.complete(call.call());
            } catch (Throwable t) {
                done.completeExceptionally(t);
            }
        });
        return done.get();
    }
}
