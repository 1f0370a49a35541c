package dev.howdah.engine.serve;

import dev.howdah.engine.audit.AuditLog;
import dev.howdah.engine.cache.QueryCache;
import dev.howdah.engine.db.Target;
import dev.howdah.engine.job.JobRunner;
import dev.howdah.engine.pool.EnginePool;
import dev.howdah.engine.pool.PoolHistory;
import dev.howdah.engine.profile.QueryProfiler;
import dev.howdah.engine.sample.Sampler;
import io.micrometer.core.instrument.composite.CompositeMeterRegistry;
import java.util.List;

/** The parts of one target that are shown to other tools. All are thread-safe. */
public interface Served {
    Target target();

    /** Where what changes something is written first. */
    AuditLog audit();

    /** Reads the server; nothing that is served waits for it. */
    Sampler sampler();

    /** The pool that is measured and advised on. */
    EnginePool pool();

    /** All pools, that one first. */
    List<EnginePool> pools();

    PoolHistory poolHistory();

    QueryCache cache();

    /** Measures what goes through {@link #pool()}. */
    QueryProfiler profiler();

    JobRunner jobs();

    /** The pools' meters. */
    CompositeMeterRegistry meters();
}
