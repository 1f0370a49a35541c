package dev.howdah.engine.cache;

import java.time.Duration;
import java.util.concurrent.atomic.LongAdder;

/** One statement text of one tier and what happened to its reads. Thread-safe. */
final class Shape {
    final String sql;
    final Tier tier;
    volatile Counters counters = new Counters();
    private final LongAdder allLoads = new LongAdder();
    private final LongAdder allNanos = new LongAdder();

    Shape(String sql, Tier tier) {
        this.sql = sql;
        this.tier = tier;
    }

    void loaded(long nanos) {
        Counters c = counters;
        c.loads.increment();
        c.loadNanos.add(nanos);
        allLoads.increment();
        allNanos.add(nanos);
    }

    void reset() {
        counters = new Counters();
    }

    CacheStats.Counts counts() {
        Counters c = counters;
        long spared = c.hits.sum() + c.negativeHits.sum() + c.joined.sum() + c.secondLevelHits.sum();
        long loads = allLoads.sum();
        double mean = loads == 0 ? 0 : (double) allNanos.sum() / loads;
        return new CacheStats.Counts(
                c.hits.sum(),
                c.negativeHits.sum(),
                c.misses.sum(),
                c.joined.sum(),
                c.bypassed.sum(),
                c.secondLevelHits.sum(),
                c.loads.sum(),
                c.failures.sum(),
                Duration.ofNanos(c.loadNanos.sum()),
                c.refreshes.sum(),
                c.evictedBySize.sum(),
                c.evictedByAge.sum(),
                c.invalidated.sum(),
                c.cleared.sum(),
                Duration.ofNanos((long) (spared * mean)));
    }
}
