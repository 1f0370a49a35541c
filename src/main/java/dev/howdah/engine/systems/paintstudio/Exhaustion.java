package dev.howdah.engine.systems.paintstudio;

import dev.howdah.engine.audit.AuditLog;
import dev.howdah.engine.db.SessionSpec;
import dev.howdah.engine.db.Target;
import dev.howdah.engine.job.Arguments;
import dev.howdah.engine.pool.EnginePool;
import dev.howdah.engine.pool.PoolStats;
import dev.howdah.engine.systems.Arena;
import dev.howdah.engine.systems.Crowd;
import dev.howdah.engine.systems.OneClick;
import dev.howdah.engine.systems.Operation;
import dev.howdah.engine.systems.Progress;
import dev.howdah.engine.systems.SampleSystem;
import dev.howdah.engine.systems.SeedSpec;
import dev.howdah.engine.systems.Shelf;
import dev.howdah.engine.systems.Way;
import dev.howdah.engine.systems.Workbench;
import dev.howdah.engine.text.Text;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;

/**
 * Screens that refresh themselves with a slow query take every connection, and the shop's users wait in vain; then the same with an
 * index and a cache. Each round ends with the shop's indicators.
 */
final class Exhaustion {
    private static final Duration THINK = Duration.ofSeconds(1);
    private static final long LOOK = 50_000_000L;

    private static final Operation BOARD = Operation.same("board", 1,
            s -> s.cached(Shelf.SHORT, "paintstudio.sold", () -> s.read(SlowQuery.SOLD)));

    private final OneClick oneClick;
    private final Spec spec;
    private final InstantSource clock;

    /**
     * @param screens that refresh themselves
     * @param patience to wait for a connection
     * @param limit of a statement
     */
    record Spec(int users, int screens, Duration time, Duration patience, Duration limit) {}

    Exhaustion(Target target, Spec spec, AuditLog audit, InstantSource clock) {
        this.oneClick = new OneClick(target, audit);
        this.spec = spec;
        this.clock = clock;
    }

    static Exhaustion of(Target target, Arguments a, AuditLog audit, InstantSource clock) {
        return new Exhaustion(target, new Spec((int) a.whole("users"), (int) a.whole("screens"), Duration.ofSeconds(a.whole("seconds")),
                Duration.ofSeconds(a.whole("wait-s")), Duration.ofSeconds(a.whole("limit-s"))), audit, clock);
    }

    /** @param connections the most that were open at once */
    record Round(Crowd.Outcome users, int active, int connections, int waiting, long timeouts, double fromCache) {}

    List<Round> run(Consumer<String> said) {
        List<SampleSystem> systems = List.of(new Paintstudio());
        oneClick.seed(systems, SeedSpec.of(1, clock), true, oneClick.database(), Progress.silent());
        oneClick.indexed(systems, false, oneClick.database(), Progress.silent());
        Round before = round(Way.BASELINE);
        say(before, "jobs.exhaustion-before", said);
        oneClick.indexed(systems, true, oneClick.database(), Progress.silent());
        Round after = round(Way.OPTIMISED);
        say(after, "jobs.exhaustion-after", said);
        return List.of(before, after);
    }

    private Round round(Way way) {
        SessionSpec session = new SessionSpec("paintstudio", false, spec.limit(), Duration.ofSeconds(10), Duration.ofMinutes(5));
        try (Arena arena = new Arena(oneClick.target(), session, PaintstudioJobs.shop().withTimeout(spec.patience()), clock)) {
            Workbench shop = arena.pooled();
            Crowd.Spec visit = new Crowd.Spec(spec.users(), THINK, spec.time());
            CompletableFuture<Crowd.Outcome> screens = apart(() -> Crowd.gather(shop, List.of(BOARD), way,
                    new Crowd.Spec(spec.screens(), THINK, spec.time())));
            CompletableFuture<Crowd.Outcome> users = apart(() -> Crowd.gather(shop, new Paintstudio().operations(), way, visit));
            int active = 0;
            int connections = 0;
            int waiting = 0;
            while (!users.isDone() || !screens.isDone()) {
                PoolStats now = arena.pool().stats();
                active = Math.max(active, now.active());
                connections = Math.max(connections, now.total());
                waiting = Math.max(waiting, now.pending());
                watch(arena.pool());
            }
            Crowd.Outcome o = users.join();
            double fromCache = 1 - (double) o.statements() / Math.max(1, o.done());
            return new Round(o, active, connections, waiting, arena.pool().stats().events().timeout(), fromCache);
        }
    }

    private static CompletableFuture<Crowd.Outcome> apart(java.util.function.Supplier<Crowd.Outcome> work) {
        return CompletableFuture.supplyAsync(work, task -> Thread.ofVirtual().start(task));
    }

    private static void watch(EnginePool pool) {
        LockSupport.parkNanos(LOOK);
        if (Thread.currentThread().isInterrupted()) {
            throw new IllegalStateException(pool.name());
        }
    }

    private void say(Round r, String key, Consumer<String> said) {
        Crowd.Outcome o = r.users();
        said.accept(Text.of(key, o.users(), spec.screens(), o.done(), o.failed(), r.timeouts(), r.active(), PaintstudioJobs.shop().max(), r.waiting()));
        said.accept(Text.of("jobs.exhaustion-indicators", o.p95(), verdict(o.p95() < 2000),
                (double) r.active() / PaintstudioJobs.shop().max(), verdict(r.active() < 0.8 * PaintstudioJobs.shop().max()),
                o.errorRate(), verdict(o.errorRate() < 0.01), r.connections(), verdict(r.connections() < 15),
                Math.max(0, r.fromCache()), verdict(r.fromCache() > 0.7)));
    }

    private static String verdict(boolean good) {
        return Text.of(good ? "jobs.good" : "jobs.bad");
    }
}
