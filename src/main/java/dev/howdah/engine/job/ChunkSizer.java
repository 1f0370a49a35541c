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
     * @param asked rows that it was to hold: the size, or fewer where a knob says so
     * @param rows that it held; fewer when the table ended
     * @param work the time that its rows took
     * @param around the time of its begin, checkpoint and commit, which no smaller chunk would save
     * @param wish the time that a chunk should take; half of it at least is left to the rows
     */
    void took(int asked, long rows, Duration work, Duration around, Duration wish) {
        if (rows < asked) {
            return;
        }
        double room = Math.max(wish.toNanos() - around.toNanos(), wish.toNanos() / 2.0);
        double ideal = asked * room / Math.max(1, work.toNanos());
        // A chunk of one row must be able to grow, hence the rounding up.
        size = (int) Math.clamp((long) Math.min(ideal, Math.ceil(asked * GROWTH)), 1, most);
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
