package dev.howdah.engine.store;

import java.time.Duration;
import java.time.Instant;

/**
 * How closely the past is kept: the nearer, the finer.
 *
 * <p>A row of samples holds a block of steps; whole partitions are made ahead and dropped when all in them is too old, so that up to
 * one partition more than {@link #kept} is there.
 */
public enum Level {
    /** Every second for 6 hours. */
    FINE(1, 10, Duration.ofHours(6), Duration.ofHours(1)),
    /** Every 10 seconds for 3 days. */
    MIDDLE(10, 60, Duration.ofDays(3), Duration.ofHours(12)),
    /** Every minute for 30 days. */
    COARSE(60, 600, Duration.ofDays(30), Duration.ofDays(3));

    private final int step;
    private final int block;
    private final Duration kept;
    private final Duration width;

    Level(int step, int block, Duration kept, Duration width) {
        this.step = step;
        this.block = block;
        this.kept = kept;
        this.width = width;
    }

    /** Seconds between two samples. */
    public int step() {
        return step;
    }

    /** The longest stretch of time in one row, in seconds; also how often a snapshot is kept, see {@link #snapshotEvery}. */
    int block() {
        return block;
    }

    /** At least how long samples of this level are kept. */
    public Duration kept() {
        return kept;
    }

    /** The stretch of time in one partition. */
    Duration width() {
        return width;
    }

    /** Seconds between two snapshots of sessions: all that come, one a minute, one in ten minutes. */
    public int snapshotEvery() {
        return this == FINE ? 1 : block;
    }

    /** Seconds after which what is told is kept again, though it is the same. */
    int toldEvery() {
        return this == FINE ? 60 : this == MIDDLE ? 600 : 3_600;
    }

    String samples() {
        return "howdah_store.sample_" + name().toLowerCase(java.util.Locale.ROOT);
    }

    String snapshots() {
        return "howdah_store.snapshot_" + name().toLowerCase(java.util.Locale.ROOT);
    }

    /** The beginning of the partition that holds a moment. */
    Instant partition(Instant at) {
        long seconds = width.toSeconds();
        return Instant.ofEpochSecond(Math.floorDiv(at.getEpochSecond(), seconds) * seconds);
    }
}
