package dev.howdah.engine.serve;

import dev.howdah.engine.cache.CacheStats;
import dev.howdah.engine.cache.SecondLevel;
import dev.howdah.engine.db.DbProblem;
import dev.howdah.engine.db.Lack;
import dev.howdah.engine.health.VitalRates;
import dev.howdah.engine.health.Vitals;
import dev.howdah.engine.pool.Percentiles;
import dev.howdah.engine.pool.PoolStats;
import dev.howdah.engine.profile.ProfilerReport;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What the endpoints answer, as records whose names are the fields of the JSON in snake_case. Fields stay; new ones may come. */
final class Views {
    private Views() {}

    /** How it stands. */
    enum Status {
        UP,
        STALE,
        DOWN
    }

    /**
     * Every answer about a target.
     *
     * @param asOf when what was read from the server was read; null when nothing was read yet
     * @param ageSeconds of that, null likewise
     * @param stale true when a newer reading should be there
     * @param problem why there is none, null when all is well
     */
    record Answer<T>(String target, @Nullable Instant asOf, @Nullable Double ageSeconds, boolean stale, @Nullable String problem, T data) {}

    record Health(String status, List<OfTarget> targets) {}

    record OfTarget(String target, String status, @Nullable Double ageSeconds, @Nullable String problem) {}

    /** A pool; times in ms of about the last minute. */
    record Pool(
            String name, String status, int size, int overflow, int max, int active, int idle, int pending, int overflowInUse, double used,
            boolean exhausted, boolean suspended, boolean prePing, double recycleSeconds, double timeoutSeconds, Times acquire, Times usage,
            Times creation, @Nullable String problem) {
        static Pool of(PoolStats s) {
            DbProblem p = s.problem();
            String status = p != null ? "failing" : s.exhausted() ? "exhausted" : s.used() >= 0.8 ? "busy" : "ok";
            return new Pool(s.pool(), status, s.spec().size(), s.spec().overflow(), s.max(), s.active(), s.idle(), s.pending(), s.overflow(),
                    s.used(), s.exhausted(), s.suspended(), s.spec().prePing(), s.spec().recycle().toMillis() / 1e3,
                    s.spec().timeout().toMillis() / 1e3, Times.of(s.acquire()), Times.of(s.usage()), Times.of(s.creation()),
                    p == null ? null : p.title() + " " + p.hint());
        }
    }

    record Times(double p50, double p95, double p99) {
        static Times of(Percentiles p) {
            return new Times(p.p50(), p.p95(), p.p99());
        }
    }

    record Server(@Nullable String version, @Nullable Integer usableConnections, @Nullable Vitals vitals, @Nullable VitalRates perSecond,
            List<Lack> notShown) {}

    record Database(String status, Pool pool, Server server, List<String> recommendations) {}

    record PoolEvents(String pool, PoolStats.Events events) {}

    record Tier(
            String tier, double ttlSeconds, long limit, long entries, long bytes, @Nullable Double hitRatio, long hits, long misses,
            long evictions, long invalidated, double savedSeconds) {
        static Tier of(CacheStats.OfTier t) {
            CacheStats.Counts c = t.counts();
            return new Tier(t.tier().name().toLowerCase(Locale.ROOT), t.spec().ttl().toMillis() / 1e3, t.spec().limit().value(), t.entries(),
                    t.bytes(), known(c.hitRatio()), c.hits() + c.negativeHits(), c.misses(), c.evictedBySize() + c.evictedByAge(),
                    c.invalidated(), c.saved().toMillis() / 1e3);
        }
    }

    /** @param database of the server: blocks found in shared_buffers since its counters were reset */
    record ServerCache(String database, long hits, long reads, @Nullable Double hitRatio) {}

    record Cache(
            Instant since, @Nullable Double hitRatio, long hits, long misses, List<Tier> tiers, SecondLevel.@Nullable Stats secondLevel,
            List<ServerCache> server) {}

    record Cleared(long entries) {}

    record Reset(Instant since) {}

    record Profiling(
            Instant since, long executions, long failures, long slow, long critical, double totalMs, @Nullable Double meanMs, int statements,
            List<ProfilerReport.Repetition> repetitions, List<ProfilerReport.Recommendation> recommendations) {
        static Profiling of(ProfilerReport r) {
            return new Profiling(r.since(), r.executions(), r.failures(), r.slow(), r.critical(), r.totalMs(),
                    r.executions() == 0 ? null : r.totalMs() / r.executions(), r.statements().size(), r.repetitions(), r.recommendations());
        }
    }

    /**
     * @param engine what went through Howdah's engine pool
     * @param server what the server counted for everybody, null when it does not count
     */
    record Queries(List<ProfilerReport.Profiled> engine, TopStatements.@Nullable Top server) {}

    /** @param running statements of the server's clients over the slow limit now, null when they were not read yet */
    record SlowQueries(double slowMs, double criticalMs, List<ProfilerReport.Execution> recent, @Nullable List<Running.Statement> running) {}

    record Full(Database database, List<PoolEvents> events, Cache cache, Profiling profiling, SlowQueries slow) {}

    static @Nullable Double known(double value) {
        return Double.isNaN(value) ? null : value;
    }
}
