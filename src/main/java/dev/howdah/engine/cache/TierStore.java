package dev.howdah.engine.cache;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Expiry;
import com.github.benmanes.caffeine.cache.RemovalCause;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** The entries of one tier. Settings can change while it is in use. Thread-safe. */
final class TierStore {
    final Tier tier;
    private final LongSupplier nanos;
    private final LongAdder bytes = new LongAdder();
    private volatile TierSpec spec;
    private volatile Cache<CacheKey, Entry> entries;

    TierStore(Tier tier, TierSpec spec, LongSupplier nanos) {
        this.tier = tier;
        this.spec = spec;
        this.nanos = nanos;
        this.entries = build(spec);
    }

    private Cache<CacheKey, Entry> build(TierSpec from) {
        Caffeine<CacheKey, Entry> builder = Caffeine.newBuilder()
                .ticker(nanos::getAsLong)
                .executor(Runnable::run)
                .expireAfter(new Life())
                .evictionListener(this::evicted);
        return switch (from.limit()) {
            case TierSpec.Limit.Entries n -> builder.maximumSize(n.value()).build();
            case TierSpec.Limit.Bytes n -> builder.maximumWeight(n.value())
                    .weigher((CacheKey k, Entry e) -> (int) Math.min(Integer.MAX_VALUE, e.bytes()))
                    .build();
        };
    }

    TierSpec spec() {
        return spec;
    }

    @Nullable Entry get(CacheKey key) {
        return entries.getIfPresent(key);
    }

    void put(CacheKey key, Entry entry) {
        for (Version v : entry.versions()) {
            v.keys.add(key);
        }
        bytes.add(entry.bytes());
        Entry before = entries.asMap().put(key, entry);
        if (before != null) {
            bytes.add(-before.bytes());
        }
    }

    /** Removes this very entry. @return false when it was gone or replaced */
    boolean remove(CacheKey key, Entry entry) {
        boolean removed = entries.asMap().remove(key, entry);
        if (removed) {
            bytes.add(-entry.bytes());
            unlist(key, entry);
        }
        return removed;
    }

    long size() {
        entries.cleanUp();
        return entries.estimatedSize();
    }

    long bytes() {
        return Math.max(0, bytes.sum());
    }

    /** New settings hold at once, for what is kept too: a shorter life counts from each entry's load. */
    synchronized void configure(TierSpec now) {
        Cache<CacheKey, Entry> old = entries;
        Cache<CacheKey, Entry> fresh = build(now);
        long life = now.ttl().toNanos();
        long newBytes = 0;
        for (Map.Entry<CacheKey, Entry> e : old.asMap().entrySet()) {
            Entry was = e.getValue();
            Entry is = new Entry(was.value(), was.shape(), was.versions(), was.stamp(), was.loadedAt(),
                    was.value() == null ? Math.min(life, now.negativeTtl().toNanos()) : life,
                    refreshAt(now, was.loadedAt()), was.bytes());
            if (is.ttlNanos() - (nanos.getAsLong() - is.loadedAt()) > 0) {
                fresh.put(e.getKey(), is);
                newBytes += is.bytes();
            }
        }
        bytes.reset();
        bytes.add(newBytes);
        spec = now;
        entries = fresh;
        fresh.cleanUp();
    }

    static long refreshAt(TierSpec spec, long loadedAt) {
        return spec.refreshAhead() >= 1 ? loadedAt + Long.MAX_VALUE / 2
                : loadedAt + (long) (spec.ttl().toNanos() * spec.refreshAhead());
    }

    private void evicted(@Nullable CacheKey key, @Nullable Entry entry, RemovalCause cause) {
        if (key == null || entry == null) {
            return;
        }
        bytes.add(-entry.bytes());
        unlist(key, entry);
        Counters c = entry.shape().counters;
        (cause == RemovalCause.EXPIRED ? c.evictedByAge : c.evictedBySize).increment();
    }

    private static void unlist(CacheKey key, Entry entry) {
        for (Version v : entry.versions()) {
            v.keys.remove(key);
        }
    }

    /** Each entry has a life of its own, counted from its load; reading does not lengthen it. */
    private record Life() implements Expiry<CacheKey, Entry> {
        @Override
        public long expireAfterCreate(CacheKey key, Entry entry, long now) {
            return Math.max(0, entry.ttlNanos() - (now - entry.loadedAt()));
        }

        @Override
        public long expireAfterUpdate(CacheKey key, Entry entry, long now, long left) {
            return expireAfterCreate(key, entry, now);
        }

        @Override
        public long expireAfterRead(CacheKey key, Entry entry, long now, long left) {
            return left;
        }
    }
}
