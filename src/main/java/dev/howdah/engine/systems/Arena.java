package dev.howdah.engine.systems;

import dev.howdah.engine.cache.CacheSpec;
import dev.howdah.engine.cache.QueryCache;
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
    private final EnginePool pool;
    private final Workbench workbench;

    public Arena(Target target, PoolSpec spec, InstantSource clock) {
        this.pool = new EnginePool("arena", target, SessionSpec.engine(), spec, new SimpleMeterRegistry(), clock);
        QueryCache cache = new QueryCache(CacheSpec.standard(), null, clock, System::nanoTime, Runnable::run);
        this.workbench = new Workbench(target, new DirectDataSource(target, SessionSpec.engine()), pool.dataSource(), new EngineCache(cache));
    }

    public Workbench workbench() {
        return workbench;
    }

    @Override
    public void close() {
        pool.close();
    }
}
