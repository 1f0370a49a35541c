package dev.howdah.engine.job;

import java.time.Duration;

/**
 * How many rows the next chunk takes: so many that it lasts about as long as wished. Grows by a fifth at most, shrinks at once,
 * halves after a timeout. Not thread-safe.
 */
final class ChunkSizer {
    static final double GROWTH = 1.2;

    private final int most;
    private int size;

    /** @param first and most at least 1 */
    ChunkSizer(int first, int most) {
        this.most = most;
        this.size = Math.clamp(first, 1, most);
    }

    int size() {
        return size;
    }

    /**
     * After a chunk.
     *
     * @param rows that it held; fewer than asked for when the table ended
     * @param took its time from begin to commit
     * @param wish the time that a chunk should take
     */
    void took(long rows, Duration took, Duration wish) {
        if (rows < size) {
            return;
        }
        double ideal = size * (double) wish.toNanos() / Math.max(1, took.toNanos());
        // A chunk of one row must be able to grow, hence the rounding up.
        size = (int) Math.clamp((long) Math.min(ideal, Math.ceil(size * GROWTH)), 1, most);
        if (size == 1 && ideal >= 2) {
            size = Math.min(2, most);
        }
    }

    void timedOut() {
        size = Math.max(1, size / 2);
    }

    /** Others wait for rows that a chunk holds. */
    void inTheWay() {
        timedOut();
    }
}
