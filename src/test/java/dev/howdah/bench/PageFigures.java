package dev.howdah.bench;

import dev.howdah.engine.cache.CacheSpec;
import dev.howdah.engine.cache.CacheStats;
import dev.howdah.engine.cache.CachedQuery;
import dev.howdah.engine.cache.QueryCache;
import dev.howdah.engine.cache.Tier;
import dev.howdah.engine.cache.TierSpec;
import dev.howdah.engine.db.Db;
import dev.howdah.engine.db.SessionSpec;
import dev.howdah.engine.db.Target;
import dev.howdah.engine.page.CursorSeal;
import dev.howdah.engine.page.HybridPager;
import dev.howdah.engine.page.Page;
import dev.howdah.engine.page.PageQuery;
import dev.howdah.engine.page.PageRequest;
import dev.howdah.engine.page.SortKey;
import dev.howdah.engine.page.Total;
import dev.howdah.engine.pool.EnginePool;
import dev.howdah.engine.pool.PoolSpec;
import dev.howdah.engine.systems.EngineCache;
import dev.howdah.engine.systems.Migrations;
import dev.howdah.engine.systems.Progress;
import dev.howdah.engine.systems.SampleSystem;
import dev.howdah.engine.systems.SeedSpec;
import dev.howdah.engine.systems.Seeder;
import dev.howdah.engine.systems.SystemCache;
import dev.howdah.engine.systems.Traffic;
import dev.howdah.engine.systems.TrafficSpec;
import dev.howdah.engine.systems.TrafficStats;
import dev.howdah.engine.systems.Way;
import dev.howdah.engine.systems.Workbench;
import dev.howdah.engine.systems.jumpstart.Jumpstart;
import dev.howdah.testing.Servers;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.PrintStream;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/** Prints what docs/perf/cache.md holds: a stampede, jumpstart's traffic in both ways, and pages of five million rows. */
public final class PageFigures {
    private static final int ROWS = 5_000_000;
    private static final int TIMES = 101;
    private static final int WARM_UP = 100;

    private final PrintStream out;

    private PageFigures(PrintStream out) {
        this.out = out;
    }

    public static void main(String[] args) throws InterruptedException {
        PageFigures figures = new PageFigures(System.out);
        figures.stampede();
        int seconds = args.length > 0 ? Integer.parseInt(args[0]) : 20;
        if (seconds > 0) {
            figures.traffic(seconds);
        }
        figures.pages();
        System.exit(0);
    }

    private void say(String form, Object... args) {
        out.printf(Locale.ROOT, form + "%n", args);
    }

    /** A thousand virtual threads want one missing key at once. */
    private void stampede() throws InterruptedException {
        Db db = Servers.db(Servers.newDatabase());
        QueryCache cache = new QueryCache(CacheSpec.standard(), null, Clock.systemUTC(), System::nanoTime, Runnable::run);
        CountDownLatch go = new CountDownLatch(1);
        AtomicInteger statements = new AtomicInteger();
        Thread[] all = new Thread[1_000];
        for (int i = 0; i < all.length; i++) {
            all[i] = Thread.ofVirtual().start(() -> {
                try {
                    go.await();
                } catch (InterruptedException e) {
                    return;
                }
                cache.get(CachedQuery.<Integer>of(Tier.SHORT, "SELECT 1 FROM pg_sleep(0.2)"), () -> {
                    statements.incrementAndGet();
                    return db.call(h -> h.createQuery("SELECT 1 FROM pg_sleep(0.2)").mapTo(Integer.class).one());
                });
            });
        }
        long start = System.nanoTime();
        go.countDown();
        for (Thread t : all) {
            t.join();
        }
        say("stampede: 1,000 virtual threads, %d statement, %.0f ms", statements.get(), (System.nanoTime() - start) / 1e6);
    }

    private record Run(TrafficStats stats, double seconds) {
        double statementsARequest() {
            return stats.statements() / (double) stats.done();
        }
    }

    private void traffic(int seconds) {
        List<SampleSystem> systems = List.of(new Jumpstart());
        Target target = Servers.newDatabase();
        for (SampleSystem s : systems) {
            new Migrations(target).migrate(s);
            new Seeder(target).fast(s, new SeedSpec(1, 1, Instant.parse("2026-11-21T00:00:00Z")), Progress.silent());
        }
        try (EnginePool pool = new EnginePool("figures", target, SessionSpec.engine(), PoolSpec.of(8, 0, Duration.ofMinutes(30), true),
                new SimpleMeterRegistry(), Clock.systemUTC())) {
            Workbench plain = new Workbench(target, pool.dataSource(), pool.dataSource(), SystemCache.none());
            Run old = run(plain, systems, Way.BASELINE, seconds);
            for (int entries : new int[] {100, 10_000}) {
                QueryCache cache = new QueryCache(CacheSpec.standard(), null, Clock.systemUTC(), System::nanoTime, Runnable::run);
                for (Tier tier : Tier.values()) {
                    cache.configure(tier, cache.spec(tier).withLimit(new TierSpec.Limit.Entries(entries)));
                }
                Workbench bench = new Workbench(target, pool.dataSource(), pool.dataSource(), new EngineCache(cache));
                compare(old, run(bench, systems, Way.OPTIMISED, seconds), cache.stats().total(), entries);
            }
        }
    }

    private void compare(Run old, Run now, CacheStats.Counts c, int entries) {
        double uncached = now.stats().statements() - c.loads();
        say("jumpstart, %,d entries a tier: %.1f %% of its cached reads and %.1f %% of all reads from the cache", entries, 100 * c.hitRatio(),
                100.0 * c.spared() / (c.reads() + uncached));
        say("  statements a request %.2f -> %.2f, %.1f %% fewer", old.statementsARequest(), now.statementsARequest(),
                100 * (1 - now.statementsARequest() / old.statementsARequest()));
        say("  request p50 %.2f -> %.2f ms (%.1f x), p95 %.2f -> %.2f ms, %.0f -> %.0f requests/s", old.stats().p50(), now.stats().p50(),
                old.stats().p50() / now.stats().p50(), old.stats().p95(), now.stats().p95(), old.stats().done() / old.seconds(),
                now.stats().done() / now.seconds());
    }

    private static Run run(Workbench bench, List<SampleSystem> systems, Way way, int seconds) {
        long start = System.nanoTime();
        try (Traffic traffic = new Traffic(bench, systems, TrafficSpec.all(systems, way, 0, 4))) {
            while (System.nanoTime() - start < seconds * 1_000_000_000L) {
                LockSupport.parkNanos(50_000_000);
            }
            TrafficStats stats = traffic.stats();
            return new Run(stats, (System.nanoTime() - start) / 1e9);
        }
    }

    private void pages() {
        Target target = Servers.newDatabase();
        Db patient = Servers.db(target, new SessionSpec("figures", false, Duration.ZERO, Duration.ZERO, Duration.ZERO));
        patient.execute("CREATE TABLE posts (id bigint PRIMARY KEY, created_at timestamptz NOT NULL, title text NOT NULL)");
        patient.execute("INSERT INTO posts SELECT g, '2020-01-01'::timestamptz + g / 3 * interval '1 second', 'Post number ' || g"
                + " FROM generate_series(1, " + ROWS + ") g");
        patient.execute("CREATE INDEX posts_order ON posts (created_at DESC, id DESC)");
        patient.execute("VACUUM (FREEZE, ANALYZE) posts");
        EnginePool pool = new EnginePool("figures", target, SessionSpec.engine(), PoolSpec.of(2, 0, Duration.ofMinutes(30), true),
                new SimpleMeterRegistry(), Clock.systemUTC());
        Db db = new Db(target, pool.dataSource());
        HybridPager pager = new HybridPager(db, CursorSeal.random());
        PageQuery query = PageQuery.table("public", "posts", List.of("id"), Set.of("q.id", "q.created_at", "id", "created_at"))
                .orderedBy(List.of(SortKey.desc("q.created_at")));
        long[] numbers = {1, 10, 100, 10_000};
        List<Supplier<?>> all = new ArrayList<>();
        for (long number : numbers) {
            String cursor = number == 1 ? null : read(pager, query, PageRequest.page(number - 1, 20)).nextCursor();
            all.add(() -> offset(db, (number - 1) * 20));
            all.add(() -> read(pager, query, PageRequest.page(number, 20)));
            all.add(() -> read(pager, query, cursor == null ? PageRequest.first() : PageRequest.at(cursor, 20)));
        }
        double[] medians = medians(all);
        for (int i = 0; i < numbers.length; i++) {
            double offset = medians[3 * i];
            double byCursor = medians[3 * i + 2];
            say("page %,6d: offset %.2f ms, hybrid by number %.2f ms, hybrid by cursor %.2f ms: %.1f x offset, %.2f of page 1", numbers[i], offset,
                    medians[3 * i + 1], byCursor, offset / byCursor, byCursor / medians[2]);
        }
        pool.close();
    }

    private static Page<Long> read(HybridPager pager, PageQuery query, PageRequest request) {
        return pager.page(query, request, rs -> rs.getLong(1), Total.Kind.UNKNOWN);
    }

    private static int offset(Db db, long rows) {
        return db.call(h -> h.createQuery("SELECT id, created_at, title FROM posts ORDER BY created_at DESC, id DESC LIMIT 20 OFFSET " + rows)
                .mapToMap().list().size());
    }

    /** Milliseconds; every round measures each once and in another order, so that other work on the machine disturbs all of them alike. */
    private static double[] medians(List<Supplier<?>> all) {
        List<Integer> order = new ArrayList<>(IntStream.range(0, all.size()).boxed().toList());
        Random random = new Random(1);
        double[][] millis = new double[all.size()][TIMES];
        for (int round = -WARM_UP; round < TIMES; round++) {
            Collections.shuffle(order, random);
            for (int i : order) {
                long start = System.nanoTime();
                Objects.requireNonNull(all.get(i).get());
                if (round >= 0) {
                    millis[i][round] = (System.nanoTime() - start) / 1e6;
                }
            }
        }
        double[] medians = new double[all.size()];
        for (int i = 0; i < medians.length; i++) {
            Arrays.sort(millis[i]);
            medians[i] = millis[i][TIMES / 2];
        }
        return medians;
    }
}
