package dev.howdah.ui.cache;

import dev.howdah.engine.Engine;
import dev.howdah.engine.activity.Session;
import dev.howdah.engine.cache.CachedQuery;
import dev.howdah.engine.cache.Tier;
import dev.howdah.engine.db.Environment;
import dev.howdah.engine.db.Target;
import dev.howdah.engine.db.Tls;
import dev.howdah.engine.pool.PoolSpec;
import dev.howdah.testing.Audits;
import dev.howdah.testing.FxWindow;
import dev.howdah.testing.Pictures;
import dev.howdah.testing.Replays;
import dev.howdah.testing.Servers;
import dev.howdah.ui.data.DataGallery;
import dev.howdah.ui.kit.Screen;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import javafx.beans.property.SimpleObjectProperty;
import javafx.scene.Parent;
import javafx.scene.control.Button;

/** Pictures of the Cache and Data tabs in their states, both themes: run it and look at the folder it is given. */
public final class CacheGallery {
    private final Pictures pictures;

    private CacheGallery(Pictures pictures) {
        this.pictures = pictures;
    }

    public static void main(String[] args) throws Exception {
        new CacheGallery(Pictures.start(args)).run();
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
            open(tab, Part.ENGINE);
            pictures.shoot("cache-engine-empty");
            AtomicBoolean stop = new AtomicBoolean();
            Thread work = Thread.startVirtualThread(() -> work(engine, stop));
            for (Part p : Part.values()) {
                Screen screen = open(tab, p);
                Pictures.readings(engine.sampler(), Session.PROBE, p == Part.ENGINE ? 25 : 12);
                if (p == Part.BUFFERS) {
                    Pictures.with(screen, CacheGallery::list);
                    Pictures.untilRows(screen, 0);
                }
                pictures.shoot("cache-" + p.name().toLowerCase(java.util.Locale.ROOT) + "-busy");
            }
            Screen screen = open(tab, Part.ENGINE);
            Pictures.with(screen, r -> Pictures.press(r, "#cache-changes"));
            pictures.shoot("cache-changes");
            stop.set(true);
            work.join();
            DataGallery.run(engine, pictures);
        }
        Target poor = Servers.unprivileged(target);
        try (Engine engine = Engine.open(poor, spec, Audits.scratch(), Clock.systemUTC())) {
            Screen screen = open(tab(engine), Part.BUFFERS);
            Pictures.untilShows(screen, ".lack, .problem");
            pictures.shoot("cache-buffers-noprivilege");
            for (Part p : List.of(Part.RATIOS, Part.IO)) {
                open(tab(engine), p);
                Pictures.readings(engine.sampler(), Session.PROBE, 5);
                pictures.shoot("cache-" + p.name().toLowerCase(java.util.Locale.ROOT) + "-noprivilege");
            }
            DataGallery.poor(engine, pictures);
        }
        try (ServerSocket silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
                Engine engine = Engine.open(at(silent.getLocalPort()), spec.withTimeout(Duration.ofMinutes(5)), Audits.scratch(), Clock.systemUTC())) {
            open(tab(engine), Part.IO);
            pictures.shoot("cache-io-loading");
        }
        try (Engine engine = Engine.open(at(1), spec, Audits.scratch(), Clock.systemUTC())) {
            Pictures.untilShows(open(tab(engine), Part.RATIOS), ".problem");
            pictures.shoot("cache-ratios-failing");
        }
    }

    private static Target at(int port) {
        return new Target("away", List.of(new Target.Host("127.0.0.1", port)), "orders", "app", null, Tls.disable(), Environment.PRODUCTION, Map.of());
    }

    private Screen open(CacheTab tab, Part part) {
        FxWindow.run(() -> tab.actions().get(part.ordinal()).run().run());
        return pictures.open(tab);
    }

    private static void list(Parent root) {
        root.lookupAll(".button").stream().filter(n -> n instanceof Button b && b.getText().startsWith("List")).forEach(n -> ((Button) n).fire());
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
        return new CacheTab(engine.caching(), Replays.live(engine), engine.interactive(), new SimpleObjectProperty<>(Duration.ofMinutes(1)), table -> {}, pictures.kit());
    }
}
