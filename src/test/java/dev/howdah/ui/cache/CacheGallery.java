package dev.howdah.ui.cache;

import dev.howdah.engine.Engine;
import dev.howdah.engine.cache.CachedQuery;
import dev.howdah.engine.cache.Tier;
import dev.howdah.engine.db.Environment;
import dev.howdah.engine.db.Target;
import dev.howdah.engine.db.Tls;
import dev.howdah.engine.pool.PoolSpec;
import dev.howdah.testing.Audits;
import dev.howdah.testing.Servers;
import dev.howdah.ui.data.DataGallery;
import dev.howdah.ui.kit.Files;
import dev.howdah.ui.kit.Fx;
import dev.howdah.ui.kit.Kit;
import dev.howdah.ui.kit.Memory;
import dev.howdah.ui.kit.Notices;
import dev.howdah.ui.kit.Screen;
import dev.howdah.ui.kit.Studio;
import dev.howdah.ui.kit.TabSpec;
import dev.howdah.ui.kit.Theme;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import javafx.application.Platform;
import javafx.beans.property.SimpleObjectProperty;
import javafx.scene.Parent;

/** Pictures of the Cache and Data tabs in their states, both themes: run it and look at the folder it is given. */
public final class CacheGallery {
    private final Path out;
    private final Studio studio;
    private final Fx fx = Fx.live();
    private final Kit kit = new Kit(fx, Memory.brief(), Files.dialogs(), Notices.silent(), Clock.systemUTC());

    private CacheGallery(Path out, Studio studio) {
        this.out = out;
        this.studio = studio;
    }

    public static void main(String[] args) throws Exception {
        CompletableFuture<Studio> studio = new CompletableFuture<>();
        Platform.startup(() -> studio.complete(new Studio(1544, 920)));
        CacheGallery g = new CacheGallery(Path.of(args.length > 0 ? args[0] : "target/gallery"), studio.get());
        g.run();
        System.exit(0);
    }

    private void run() throws Exception {
        PoolSpec spec = PoolSpec.of(2, 0, Duration.ZERO, true).withTimeout(Duration.ofSeconds(2));
        Target target = Servers.newDatabase();
        Servers.execute(target, "CREATE EXTENSION pg_buffercache", "CREATE EXTENSION pg_stat_statements",
                "CREATE TABLE posts (id bigserial PRIMARY KEY, client int, created_at timestamptz NOT NULL DEFAULT now(), title text, body jsonb)",
                "INSERT INTO posts (client, title, body) SELECT g % 90, 'Post ' || g, jsonb_build_object('n', g) FROM generate_series(1, 200000) g",
                "CREATE INDEX ON posts (client, created_at)", "VACUUM ANALYZE posts");
        try (Engine engine = Engine.open(target, spec, Audits.scratch(), Clock.systemUTC())) {
            CacheTab tab = tab(engine);
            on(() -> { tab.actions().get(0).run().run(); return 0; });
            show(tab, "cache-engine-empty", 3, r -> {});
            AtomicBoolean stop = new AtomicBoolean();
            Thread work = Thread.startVirtualThread(() -> work(engine, stop));
            for (Part p : Part.values()) {
                on(() -> { tab.actions().get(p.ordinal()).run().run(); return 0; });
                show(tab, "cache-" + p.name().toLowerCase(java.util.Locale.ROOT) + "-busy", p == Part.ENGINE ? 25 : 12, r -> fire(r, p));
            }
            on(() -> { tab.actions().getFirst().run().run(); return 0; });
            show(tab, "cache-changes", 4, r -> ((javafx.scene.control.Button) r.lookup("#cache-changes")).fire());
            stop.set(true);
            work.join();
            DataGallery.run(engine, kit, (t, name, then) -> show(t, name, 3, then));
        }
        Target poor = Servers.unprivileged(target);
        try (Engine engine = Engine.open(poor, spec, Audits.scratch(), Clock.systemUTC())) {
            CacheTab tab = tab(engine);
            on(() -> { tab.actions().get(Part.BUFFERS.ordinal()).run().run(); return 0; });
            show(tab, "cache-buffers-noprivilege", 5, r -> {});
            DataGallery.poor(engine, kit, (t, name, then) -> show(t, name, 3, then));
        }
        Target away = new Target("away", List.of(new Target.Host("127.0.0.1", 1)), "orders", "app", null, Tls.disable(), Environment.PRODUCTION, Map.of());
        try (Engine engine = Engine.open(away, spec, Audits.scratch(), Clock.systemUTC())) {
            CacheTab tab = tab(engine);
            on(() -> { tab.actions().get(Part.RATIOS.ordinal()).run().run(); return 0; });
            show(tab, "cache-ratios-failing", 5, r -> {});
        }
    }

    private static void fire(Parent root, Part part) {
        if (part == Part.BUFFERS) {
            root.lookupAll(".button").stream()
                    .filter(n -> n instanceof javafx.scene.control.Button b && b.getText().startsWith("List"))
                    .forEach(n -> ((javafx.scene.control.Button) n).fire());
        }
    }

    private static void work(Engine engine, AtomicBoolean stop) {
        Random random = new Random(1);
        for (int n = 0; !stop.get(); n++) {
            int client = (int) Math.abs(random.nextGaussian() * 30) % 90;
            engine.cache().get(CachedQuery.<Long>of(Tier.SHORT, "SELECT count(*) FROM posts WHERE client = ?", client).reading("public.posts"),
                    () -> engine.work().call(h -> h.createQuery("SELECT count(*) FROM posts WHERE client = :c").bind("c", client).mapTo(Long.class).one()));
            engine.cache().get(CachedQuery.<String>of(Tier.TOKEN, "SELECT u.id, u.email FROM users u WHERE u.token = ?", client % 9), () -> "u");
            if (n % 3 == 0) {
                engine.cache().get(CachedQuery.<Long>of(Tier.LONG, "SELECT p.client, count(*) AS posts, max(p.created_at) AS newest FROM posts p"
                                + " WHERE p.created_at > now() - interval '30 days' AND p.title ILIKE ? GROUP BY p.client ORDER BY posts DESC", client % 30)
                        .reading("public.posts"), () -> engine.work().call(h -> h.createQuery("SELECT max(id) FROM posts").mapTo(Long.class).one()));
            }
            if (n % 400 == 399) {
                engine.cache().changed(List.of("public.posts"));
            }
            LockSupport.parkNanos(4_000_000);
        }
    }

    private CacheTab tab(Engine engine) {
        return new CacheTab(engine.caching(), engine.sampler(), engine.interactive(), new SimpleObjectProperty<>(Duration.ofMinutes(1)), table -> {}, kit);
    }

    private void show(TabSpec tab, String name, int seconds, Consumer<Parent> then) {
        try {
            Screen screen = on(() -> {
                Screen s = tab.open();
                studio.theme(Theme.DARK);
                studio.show(s.root());
                return s;
            });
            wait(seconds);
            on(() -> {
                then.accept(screen.root());
                return 0;
            });
            wait(4);
            for (Theme theme : Theme.values()) {
                on(() -> {
                    studio.theme(theme);
                    return studio.shoot(out.resolve(name + "-" + theme.name().toLowerCase(java.util.Locale.ROOT) + ".png"), 20);
                }).get();
            }
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private static void wait(int seconds) {
        long end = System.nanoTime() + seconds * 1_000_000_000L;
        while (System.nanoTime() < end) {
            LockSupport.parkNanos(50_000_000);
        }
    }

    private <T> T on(java.util.concurrent.Callable<T> call) throws Exception {
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
