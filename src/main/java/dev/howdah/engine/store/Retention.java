package dev.howdah.engine.store;

import java.time.Duration;

/**
 * What the journal may use.
 *
 * @param ceiling bytes on disk for each target, from {@link #LEAST} on
 * @param memory bytes of what waits while the repository is away
 * @param flush time between two writes: so much is lost when Howdah is killed
 */
public record Retention(long ceiling, long memory, Duration flush) {
    /** Below that the figures alone would not fit. */
    public static final long LEAST = 24L << 20;

    /** Partitions with nothing in them. */
    private static final long EMPTY = 2 << 20;

    /** Row header, line pointer, fixed columns, and the row's share of its index. */
    static final int ROW = 110;

    public Retention {
        if (ceiling < LEAST) {
            throw new IllegalArgumentException("the ceiling is at least " + LEAST + " bytes");
        }
    }

    /** 64 MB a target on disk, 32 MB in memory, written every 5 s. */
    public static Retention usual() {
        return new Retention(64L << 20, 32L << 20, Duration.ofSeconds(5));
    }

    public Retention withCeiling(long bytes) {
        return new Retention(bytes, memory, flush);
    }

    public Retention withFlush(Duration other) {
        return new Retention(ceiling, memory, other);
    }

    /** The share of a level's snapshots, when there are so many figures. */
    long snapshotShare(int figures) {
        return Math.max(1 << 19, (ceiling - EMPTY - samples(figures) - textShare()) / Level.values().length);
    }

    /** What of that is for checks and for Howdah's own figures: sessions and statements are worth more. */
    long ownShare(int figures) {
        return snapshotShare(figures) / 6;
    }

    /** The share of statements' texts. */
    long textShare() {
        return ceiling / 10;
    }

    /** What samples of all levels take at most, with all partitions full. */
    long samples(int figures) {
        long sum = 0;
        for (Level level : Level.values()) {
            double seconds = level.kept().plus(level.width()).toSeconds();
            double rowSeconds = level == Level.FINE ? Math.min(level.block(), Math.max(1, flush.toSeconds())) : level.block();
            int arrays = level == Level.FINE ? 1 : 2;
            int blocks = level == Level.COARSE ? 2 * (24 + 4 * figures) : 0;
            sum += (long) (seconds / rowSeconds * (ROW + blocks + arrays * (24 + 4.0 * figures * rowSeconds / level.step())));
        }
        return sum;
    }
}
