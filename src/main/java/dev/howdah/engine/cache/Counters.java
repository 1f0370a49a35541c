package dev.howdah.engine.cache;

import java.util.concurrent.atomic.LongAdder;

/** What happened to the reads of one shape since the last reset. Thread-safe. */
final class Counters {
    final LongAdder hits = new LongAdder();
    final LongAdder negativeHits = new LongAdder();
    final LongAdder misses = new LongAdder();
    final LongAdder joined = new LongAdder();
    final LongAdder bypassed = new LongAdder();
    final LongAdder secondLevelHits = new LongAdder();
    final LongAdder loads = new LongAdder();
    final LongAdder failures = new LongAdder();
    final LongAdder loadNanos = new LongAdder();
    final LongAdder refreshes = new LongAdder();
    final LongAdder evictedBySize = new LongAdder();
    final LongAdder evictedByAge = new LongAdder();
    final LongAdder invalidated = new LongAdder();
    final LongAdder cleared = new LongAdder();
}
