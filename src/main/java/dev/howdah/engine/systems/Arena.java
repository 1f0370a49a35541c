package dev.howdah.engine.systems;

import dev.howdah.engine.cache.CacheSpec;
import dev.howdah.engine.cache.QueryCache;
import dev.howdah.engine.cache.Tier;
import dev.howdah.engine.cache.TierSpec;
import dev.howdah.engine.db.DirectDataSource;
import dev.howdah.engine.db.SessionSpec;
import dev.howdah.engine.db.Target;
import dev.howdah.engine.pool.EnginePool;
import dev.howdah.engine.pool.PoolSpec;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.InstantSource;

/**
 * A workbench of its own for a measurement: the old way opens a connection a request and remembers nothing, the new one has the
 * engine's pool and cache. Thread-safe.
 */
public final class Arena implements AutoCloseable {
    /** The tiers as they come, but room for the tokens of 500 users at once. */
    private static final CacheSpec CACHES = CacheSpec.standard()
            .with(Tier.TOKEN, TierSpec.of(Tier.TOKEN.ttl()).withLimit(new TierSpec.Limit.Entries(1000)));

    private final EnginePool pool;
    private final Workbench workbench;
    private final Workbench pooled;

    public Arena(Target target, PoolSpec spec, InstantSource clock) {
        this(target, SessionSpec.engine(), spec, clock);
    }

    public Arena(Target target, SessionSpec session, PoolSpec spec, InstantSource clock) {
        this.pool = new EnginePool("arena", target, session, spec, new SimpleMeterRegistry(), clock);
        QueryCache cache = new QueryCache(CACHES, null, clock, System::nanoTime, Runnable::run);
        EngineCache shelves = new EngineCache(cache);
        this.workbench = new Workbench(target, new DirectDataSource(target, session), pool.dataSource(), shelves);
        this.pooled = new Workbench(target, pool.dataSource(), pool.dataSource(), shelves);
    }

    /** The pool of the new way. */
    public EnginePool pool() {
        return pool;
    }

    public Workbench workbench() {
        return workbench;
    }

    /** The same where the old way has the pool too. */
    public Workbench pooled() {
        return pooled;
    }

    @Override
    public void close() {
        pool.close();
    }
}
