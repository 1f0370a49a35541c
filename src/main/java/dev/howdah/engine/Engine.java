package dev.howdah.engine;

import dev.howdah.engine.audit.AuditLog;
import dev.howdah.engine.cache.CacheOptions;
import dev.howdah.engine.cache.Caching;
import dev.howdah.engine.cache.QueryCache;
import dev.howdah.engine.db.Db;
import dev.howdah.engine.db.Ledger;
import dev.howdah.engine.db.SessionSpec;
import dev.howdah.engine.db.Spent;
import dev.howdah.engine.db.Target;
import dev.howdah.engine.health.VitalHistory;
import dev.howdah.engine.job.JobRunner;
import dev.howdah.engine.pool.EnginePool;
import dev.howdah.engine.pool.PoolHistory;
import dev.howdah.engine.pool.PoolSpec;
import dev.howdah.engine.profile.ProfilerLimits;
import dev.howdah.engine.profile.QueryProfiler;
import dev.howdah.engine.sample.Cost;
import dev.howdah.engine.sample.Pace;
import dev.howdah.engine.sample.Rhythm;
import dev.howdah.engine.sample.Sampler;
import dev.howdah.engine.sandbox.Playground;
import dev.howdah.engine.serve.Served;
import dev.howdah.engine.systems.EngineCache;
import dev.howdah.engine.systems.suite.Suite;
import io.micrometer.core.instrument.composite.CompositeMeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import javax.sql.DataSource;

/**
 * Everything that Howdah does with one target, behind one door. Opening it never waits for the server: a target that is away is
 * tried again by the sampler. Thread-safe.
 */
public final class Engine implements Served, AutoCloseable {
    /** Rows that a person looks at: read-only, and patient enough to count a large table. */
    private static final SessionSpec BROWSE =
            new SessionSpec("browse", true, Duration.ofSeconds(60), Duration.ofSeconds(2), Duration.ofSeconds(60));

    private final Target target;
    private final AuditLog audit;
    private final CompositeMeterRegistry meters = new CompositeMeterRegistry().add(new SimpleMeterRegistry());
    private final QueryProfiler profiler;
    private final EnginePool samplerPool;
    private final EnginePool interactivePool;
    private final EnginePool batchPool;
    private final EnginePool browsePool;
    private final EnginePool pool;
    private final Db interactive;
    private final Db batch;
    private final Db work;
    private final Db browse;
    private final Caching caching;
    private final Sampler sampler;
    private final Sampler checking;
    private final VitalHistory vitals;
    private final PoolHistory poolHistory;
    private final JobRunner jobs;
    private final Playground playground;

    private Engine(Target target, PoolSpec spec, CacheOptions options, AuditLog audit, InstantSource clock) {
        this.target = target;
        this.audit = audit;
        samplerPool = new EnginePool("sampler", target, SessionSpec.sampler(), PoolSpec.sampler(), meters, clock);
        interactivePool = new EnginePool("interactive", target, SessionSpec.interactive(), PoolSpec.interactive(), meters, clock);
        batchPool = new EnginePool("batch", target, SessionSpec.batch(), PoolSpec.batch(), meters, clock);
        browsePool = new EnginePool("browse", target, BROWSE, PoolSpec.interactive(), meters, clock);
        pool = new EnginePool(EnginePool.NAME, target, SessionSpec.engine(), spec, meters, clock);
        interactive = new Db(target, interactivePool.dataSource(), new Ledger("interactive"));
        batch = new Db(target, batchPool.dataSource(), new Ledger("batch"));
        profiler = new QueryProfiler(clock, ProfilerLimits.DEFAULT);
        DataSource measured = profiler.wrap(pool.dataSource());
        work = new Db(target, measured);
        browse = new Db(target, browsePool.dataSource(), new Ledger("browse"));
        caching = new Caching(work, batch, options, audit, clock);
        sampler = new Sampler(new Db(target, samplerPool.dataSource()), clock, Rhythm.watching());
        checking = new Sampler(new Db(target, interactivePool.dataSource(), new Ledger("checks")), clock, Rhythm.checking());
        vitals = new VitalHistory(sampler);
        poolHistory = new PoolHistory(pool, sampler);
        jobs = new JobRunner(target, audit, clock);
        playground = new Playground(target, measured, new EngineCache(caching.cache()), Suite.all(), audit, clock);
    }

    /**
     * Opens the pools and starts sampling.
     *
     * @param spec the engine pool's size and manners; the pools of Howdah's own stay small
     * @param audit where every change of the server is written first
     */
    public static Engine open(Target target, PoolSpec spec, AuditLog audit, InstantSource clock) {
        return open(target, spec, CacheOptions.none(), audit, clock);
    }

    /**
     * The same with a second level, or with announcements of other sessions heard from the beginning.
     *
     * @param options neither is waited for: a Redis or a server that is away is tried again
     */
    public static Engine open(Target target, PoolSpec spec, CacheOptions options, AuditLog audit, InstantSource clock) {
        return new Engine(target, spec, options, audit, clock);
    }

    @Override
    public Target target() {
        return target;
    }

    /** What was changed, on this target and all others. */
    @Override
    public AuditLog audit() {
        return audit;
    }

    /** Reads the server again and again, read-only and with short limits. */
    @Override
    public Sampler sampler() {
        return sampler;
    }

    /** The same for what may take seconds: checks must not delay the figures of the moment. */
    public Sampler checking() {
        return checking;
    }

    /** The vital figures since the target was opened. */
    public VitalHistory vitals() {
        return vitals;
    }

    /** For what a person waits for. */
    public Db interactive() {
        return interactive;
    }

    /** For jobs. */
    public Db batch() {
        return batch;
    }

    /** The application's side: what goes through the engine pool. */
    public Db work() {
        return work;
    }

    /** Runs jobs here; closing the engine leaves them to be resumed. */
    @Override
    public JobRunner jobs() {
        return jobs;
    }

    /** The sample systems and their clients; idle until it is told to begin. */
    public Playground playground() {
        return playground;
    }

    /** For looking at rows: its sessions are read-only. */
    public Db browse() {
        return browse;
    }

    /** Answers of queries that go through the engine. */
    @Override
    public QueryCache cache() {
        return caching.cache();
    }

    /** That cache with what it shares and what it is told. */
    public Caching caching() {
        return caching;
    }

    /** The pool that is measured, resized and advised on. */
    @Override
    public EnginePool pool() {
        return pool;
    }

    /** Measures every statement that goes through it. */
    @Override
    public QueryProfiler profiler() {
        return profiler;
    }

    /** That pool's figures since the target was opened. */
    @Override
    public PoolHistory poolHistory() {
        return poolHistory;
    }

    /** All pools of this target, the engine pool first. */
    @Override
    public List<EnginePool> pools() {
        return List.of(pool, interactivePool, browsePool, batchPool, samplerPool);
    }

    /**
     * What Howdah itself did on the target since it was opened, the dearest first: the samplers' probes one by one, what people
     * asked for and what jobs did. Without what went through the engine pool: that is the application's.
     */
    public List<Spent> spent() {
        return Stream.of(sampler.spent().stream(), checking.spent().stream(), Stream.of(interactive, browse, batch).map(Db::spent))
                .flatMap(s -> s).sorted(Comparator.comparing(Spent::time).reversed()).toList();
    }

    /** What runs by itself cost the target within the last minute, checks included. */
    public Cost cost() {
        return sampler.cost().plus(checking.cost());
    }

    /** Whether what runs by itself keeps its budget of {@link Rhythm#HALF_PERCENT}, checks included. */
    public Pace pace() {
        return sampler.pace().beside(checking.pace());
    }

    /** All meters of this target's pools. */
    @Override
    public CompositeMeterRegistry meters() {
        return meters;
    }

    /** Ends sampling and closes all connections. */
    @Override
    public void close() {
        playground.close();
        jobs.close();
        vitals.close();
        poolHistory.close();
        sampler.close();
        checking.close();
        caching.close();
        pools().forEach(EnginePool::close);
        meters.close();
    }
}
