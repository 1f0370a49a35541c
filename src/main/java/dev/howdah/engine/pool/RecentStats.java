package dev.howdah.engine.pool;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A pool's figures for many readers at once: adding up its times costs about half a millisecond, so that readers within a quarter of a
 * second get the same figures. Thread-safe.
 */
public final class RecentStats {
    private static final Duration GOOD_FOR = Duration.ofMillis(250);

    private final EnginePool pool;
    private @Nullable PoolStats last;
    private long at;

    public RecentStats(EnginePool pool) {
        this.pool = pool;
    }

    /** A quarter of a second old at most. */
    public synchronized PoolStats stats() {
        long now = System.nanoTime();
        PoolStats known = last;
        if (known == null || now - at > GOOD_FOR.toNanos()) {
            known = pool.stats();
            last = known;
            at = now;
        }
        return known;
    }
}
