package dev.howdah.engine.cache;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the cache did since its statistics were last reset. Immutable.
 *
 * @param since when counting began
 * @param tiers every tier, in the order of {@link Tier}
 * @param shapes one line a statement text and tier, most time saved first
 * @param secondLevel null where there is none
 */
public record CacheStats(
        Instant at, Instant since, List<OfTier> tiers, List<OfShape> shapes, SecondLevel.@Nullable Stats secondLevel) {

    /**
     * One tier.
     *
     * @param entries kept now
     * @param bytes estimated size of what is kept
     */
    public record OfTier(Tier tier, TierSpec spec, long entries, long bytes, Counts counts) {}

    /** One statement text in one tier. */
    public record OfShape(String sql, Tier tier, Counts counts) {}

    /** All tiers together. */
    public Counts total() {
        return tiers.stream().map(OfTier::counts).reduce(Counts.NONE, Counts::plus);
    }

    /** One tier. */
    public OfTier of(Tier tier) {
        return tiers.get(tier.ordinal());
    }

    /**
     * Counts of reads.
     *
     * @param hits answered from memory with a value
     * @param negativeHits answered from memory with "there is none"
     * @param misses not in memory, or no longer good
     * @param joined misses that waited for another reader's load instead of asking the database too
     * @param bypassed misses that asked the database and kept nothing, because a commit was under way
     * @param secondLevelHits misses that the second level answered
     * @param loads statements sent to the database, refreshes included
     * @param failures loads that failed
     * @param loadTime of all loads together
     * @param refreshes loads ahead of an entry's end
     * @param evictedBySize entries that went because the tier was full
     * @param evictedByAge entries that went because their life was over
     * @param invalidated entries that went because something that they read changed
     * @param cleared entries that somebody cleared
     * @param saved estimated database time: reads that sent no statement times the mean load time of their statement
     */
    public record Counts(
            long hits,
            long negativeHits,
            long misses,
            long joined,
            long bypassed,
            long secondLevelHits,
            long loads,
            long failures,
            Duration loadTime,
            long refreshes,
            long evictedBySize,
            long evictedByAge,
            long invalidated,
            long cleared,
            Duration saved) {
        public static final Counts NONE =
                new Counts(0, 0, 0, 0, 0, 0, 0, 0, Duration.ZERO, 0, 0, 0, 0, 0, Duration.ZERO);

        /** All reads. */
        public long reads() {
            return hits + negativeHits + misses;
        }

        /** Share of the reads that memory answered, 0 to 1; NaN when there was no read. */
        public double hitRatio() {
            return reads() == 0 ? Double.NaN : (double) (hits + negativeHits) / reads();
        }

        /** Reads that sent no statement. */
        public long spared() {
            return hits + negativeHits + joined + secondLevelHits;
        }

        /** Mean time of one load; zero when there was none. */
        public Duration meanLoad() {
            return loads == 0 ? Duration.ZERO : loadTime.dividedBy(loads);
        }

        public Counts plus(Counts o) {
            return new Counts(
                    hits + o.hits,
                    negativeHits + o.negativeHits,
                    misses + o.misses,
                    joined + o.joined,
                    bypassed + o.bypassed,
                    secondLevelHits + o.secondLevelHits,
                    loads + o.loads,
                    failures + o.failures,
                    loadTime.plus(o.loadTime),
                    refreshes + o.refreshes,
                    evictedBySize + o.evictedBySize,
                    evictedByAge + o.evictedByAge,
                    invalidated + o.invalidated,
                    cleared + o.cleared,
                    saved.plus(o.saved));
        }
    }
}
