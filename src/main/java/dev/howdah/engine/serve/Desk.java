package dev.howdah.engine.serve;

import dev.howdah.engine.cache.BufferCache;
import dev.howdah.engine.cache.CacheStats;
import dev.howdah.engine.health.VitalRates;
import dev.howdah.engine.health.Vitals;
import dev.howdah.engine.pool.PoolAdvice;
import dev.howdah.engine.pool.PoolStats;
import dev.howdah.engine.profile.ProfilerReport;
import dev.howdah.engine.profile.QueryProfiler;
import dev.howdah.engine.sample.Link;
import dev.howdah.engine.sample.Reading;
import dev.howdah.engine.sample.Recent;
import dev.howdah.engine.systems.trainingmonkey.Tokens;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What is said of one target. Nothing here waits for its server. Thread-safe. */
final class Desk implements AutoCloseable {
    private final Served served;
    private final Kept<Vitals> vitals;
    private final Kept<List<BufferCache.Database>> databases;
    private final Kept<TopStatements.Top> statements;
    private final Kept<List<Running.Statement>> running;
    private final Kept<Tokens.Health> tokens;
    private final List<Recent<PoolStats>> pools;

    Desk(Served served, InstantSource clock) {
        this.served = served;
        var sampler = served.sampler();
        vitals = new Kept<>(sampler, Vitals.PROBE, Duration.ofSeconds(1), clock);
        databases = new Kept<>(sampler, BufferCache.DATABASES, Duration.ofSeconds(10), clock);
        statements = new Kept<>(sampler, new TopStatements(served.audit()), TopStatements.INTERVAL, clock);
        running = new Kept<>(sampler, new Running(() -> served.profiler().limits()), Running.INTERVAL, clock);
        tokens = new Kept<>(sampler, new TokenHealth(), TokenHealth.INTERVAL, clock);
        pools = served.pools().stream().map(p -> new Recent<>(p::stats)).toList();
    }

    String name() {
        return served.target().name();
    }

    Served served() {
        return served;
    }

    /** The newest vital figures; cheap. */
    Kept.Look<Vitals> vitals() {
        return vitals.look();
    }

    Kept.Look<Tokens.Health> tokens() {
        return tokens.look();
    }

    Views.Status status() {
        Kept.Look<Vitals> look = vitals.look();
        if (look.now() == null || served.sampler().link() instanceof Link.Down) {
            return Views.Status.DOWN;
        }
        return look.stale() ? Views.Status.STALE : Views.Status.UP;
    }

    static VitalRates rates(Kept.Look<Vitals> look) {
        Reading.Value<Vitals> now = look.now();
        return now == null || look.before() == null ? VitalRates.UNKNOWN : VitalRates.between(look.before(), now);
    }

    /** An answer as old as the reading that it holds. */
    <T> Views.Answer<T> answer(Kept.Look<?> look, T data) {
        return new Views.Answer<>(name(), look.at(), Views.known(look.age()), look.stale(), look.problem(), data);
    }

    /** An answer of this moment, from this process. */
    <T> Views.Answer<T> answer(InstantSource clock, T data) {
        return new Views.Answer<>(name(), clock.instant(), 0.0, false, null, data);
    }

    Views.Database database(Kept.Look<Vitals> look) {
        PoolStats pool = pools.getFirst().get();
        PoolAdvice advice = PoolAdvice.of(served.poolHistory().load(), pool.spec(), null);
        return new Views.Database(word(status()), Views.Pool.of(pool), server(look), advice.sentences());
    }

    Views.Server server(Kept.Look<Vitals> look) {
        dev.howdah.engine.db.Server up = served.sampler().link() instanceof Link.Up u ? u.server() : null;
        return new Views.Server(up == null ? null : up.version(), up == null ? null : up.usableConnections(), look.value(),
                look.value() == null ? null : rates(look), look.lacks());
    }

    List<Views.PoolEvents> events() {
        return pools.stream().map(Recent::get).map(p -> new Views.PoolEvents(p.pool(), p.events())).toList();
    }

    List<Views.Pool> pools() {
        return pools.stream().map(Recent::get).map(Views.Pool::of).toList();
    }

    Kept.Look<List<BufferCache.Database>> databases() {
        return databases.look();
    }

    Views.Cache cache(Kept.Look<List<BufferCache.Database>> look) {
        CacheStats stats = served.cache().stats();
        CacheStats.Counts sum = stats.total();
        List<BufferCache.Database> read = look.value();
        List<Views.ServerCache> server = read == null ? List.of() : read.stream()
                .map(d -> new Views.ServerCache(d.name(), d.hits(), d.reads(), ratio(d.hits(), d.reads())))
                .toList();
        return new Views.Cache(stats.since(), Views.known(sum.hitRatio()), sum.hits() + sum.negativeHits(), sum.misses(),
                stats.tiers().stream().map(Views.Tier::of).toList(), stats.secondLevel(), server);
    }

    private static @Nullable Double ratio(long hits, long reads) {
        return hits + reads == 0 ? null : (double) hits / (hits + reads);
    }

    Kept.Look<TopStatements.Top> statements() {
        return statements.look();
    }

    Views.Queries queries(Kept.Look<TopStatements.Top> look, int limit) {
        TopStatements.Top top = look.value();
        TopStatements.Top cut = top == null ? null
                : new TopStatements.Top(top.resetAt(), top.entries(), top.calls(), top.totalMs(), top.statements().stream().limit(limit).toList());
        return new Views.Queries(served.profiler().report().statements().stream().limit(limit).toList(), cut);
    }

    Kept.Look<List<Running.Statement>> running() {
        return running.look();
    }

    Views.SlowQueries slow(Kept.Look<List<Running.Statement>> look) {
        var limits = served.profiler().limits();
        double slow = limits.slow().toMillis();
        ProfilerReport report = QueryProfiler.masked(served.profiler().report());
        return new Views.SlowQueries(slow, limits.critical().toMillis(), report.recent().stream().filter(e -> e.ms() >= slow).toList(), look.value());
    }

    static String word(Views.Status status) {
        return status.name().toLowerCase(java.util.Locale.ROOT);
    }

    @Override
    public void close() {
        vitals.close();
        databases.close();
        statements.close();
        running.close();
        tokens.close();
    }
}
