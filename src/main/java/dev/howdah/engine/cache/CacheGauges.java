package dev.howdah.engine.cache;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A look at a cache's tiers as plain figures by name, to be kept, and back. Statements and the second level are not among them.
 * Stateless.
 */
public final class CacheGauges {
    private static final String AREA = "cache.";

    private CacheGauges() {}

    /** Counts, bytes, milliseconds, and seconds since the epoch. */
    public static Map<String, Double> of(CacheStats s) {
        Map<String, Double> all = new TreeMap<>();
        all.put(AREA + "since", s.since().toEpochMilli() / 1e3);
        for (CacheStats.OfTier t : s.tiers()) {
            String tier = AREA + t.tier().word() + ".";
            TierSpec spec = t.spec();
            CacheStats.Counts c = t.counts();
            all.put(tier + "ttl", (double) spec.ttl().toMillis());
            all.put(tier + (spec.limit() instanceof TierSpec.Limit.Bytes ? "limit-bytes" : "limit"), (double) spec.limit().value());
            all.put(tier + "negative-ttl", (double) spec.negativeTtl().toMillis());
            all.put(tier + "refresh-ahead", spec.refreshAhead());
            all.put(tier + "entries", (double) t.entries());
            all.put(tier + "bytes", (double) t.bytes());
            all.put(tier + "hits", (double) c.hits());
            all.put(tier + "negative", (double) c.negativeHits());
            all.put(tier + "misses", (double) c.misses());
            all.put(tier + "joined", (double) c.joined());
            all.put(tier + "bypassed", (double) c.bypassed());
            all.put(tier + "second", (double) c.secondLevelHits());
            all.put(tier + "loads", (double) c.loads());
            all.put(tier + "failures", (double) c.failures());
            all.put(tier + "load-time", c.loadTime().toNanos() / 1e6);
            all.put(tier + "refreshes", (double) c.refreshes());
            all.put(tier + "by-size", (double) c.evictedBySize());
            all.put(tier + "by-age", (double) c.evictedByAge());
            all.put(tier + "invalidated", (double) c.invalidated());
            all.put(tier + "cleared", (double) c.cleared());
            all.put(tier + "saved", c.saved().toNanos() / 1e6);
        }
        return all;
    }

    /** The look that they were, without statements and without a second level; null when no cache is among them. */
    public static @Nullable CacheStats stats(Instant at, Map<String, Double> all) {
        Double since = all.get(AREA + "since");
        if (since == null) {
            return null;
        }
        List<CacheStats.OfTier> tiers = new ArrayList<>();
        for (Tier tier : Tier.values()) {
            tiers.add(tier(tier, AREA + tier.word() + ".", all));
        }
        return new CacheStats(at, Instant.ofEpochMilli(Math.round(since * 1e3)), tiers, List.of(), null);
    }

    private static CacheStats.OfTier tier(Tier tier, String area, Map<String, Double> all) {
        Double bytes = all.get(area + "limit-bytes");
        TierSpec.Limit limit = bytes == null ? new TierSpec.Limit.Entries(count(all, area + "limit")) : new TierSpec.Limit.Bytes(Math.round(bytes));
        TierSpec spec = new TierSpec(Duration.ofMillis(Math.max(1, count(all, area + "ttl"))), limit,
                Duration.ofMillis(count(all, area + "negative-ttl")), all.getOrDefault(area + "refresh-ahead", 1.0));
        CacheStats.Counts counts = new CacheStats.Counts(count(all, area + "hits"), count(all, area + "negative"), count(all, area + "misses"),
                count(all, area + "joined"), count(all, area + "bypassed"), count(all, area + "second"), count(all, area + "loads"),
                count(all, area + "failures"), time(all, area + "load-time"), count(all, area + "refreshes"), count(all, area + "by-size"),
                count(all, area + "by-age"), count(all, area + "invalidated"), count(all, area + "cleared"), time(all, area + "saved"));
        return new CacheStats.OfTier(tier, spec, count(all, area + "entries"), count(all, area + "bytes"), counts);
    }

    private static long count(Map<String, Double> all, String name) {
        return Math.round(all.getOrDefault(name, 0.0));
    }

    private static Duration time(Map<String, Double> all, String name) {
        return Duration.ofNanos(Math.round(all.getOrDefault(name, 0.0) * 1e6));
    }
}
