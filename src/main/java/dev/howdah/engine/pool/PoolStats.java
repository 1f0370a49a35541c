package dev.howdah.engine.pool;

import dev.howdah.engine.db.DbProblem;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One look at a pool. Immutable.
 *
 * @param active connections that are lent out
 * @param idle connections that wait to be lent
 * @param pending callers that wait for a connection now
 * @param acquire time from asking to having, of about the last minute
 * @param usage time from having to giving back, likewise
 * @param creation time to open a connection, likewise
 * @param busySeconds connection-seconds lent out since the pool began, the ones still out included: its rise a second is the
 *     mean number in use
 * @param problem why the newest attempt to connect failed; null when it did not
 */
public record PoolStats(
        Instant at,
        String pool,
        PoolSpec spec,
        boolean suspended,
        int active,
        int idle,
        int pending,
        Events events,
        Percentiles acquire,
        Percentiles usage,
        Percentiles creation,
        double busySeconds,
        @Nullable DbProblem problem) {

    /**
     * What happened since the pool began.
     *
     * @param connect connections opened
     * @param checkout connections lent
     * @param checkin connections given back
     * @param recycle connections closed in the ordinary course: old enough, idle too long, or one too many after a resize
     * @param invalidate connections closed because they were broken, leaked or evicted by hand
     * @param timeout callers that waited in vain
     * @param failure attempts to connect that failed
     */
    public record Events(
            long connect, long checkout, long checkin, long recycle, long invalidate, long timeout, long failure) {}

    /** Open connections. */
    public int total() {
        return active + idle;
    }

    /** The most connections that it may have now. */
    public int max() {
        return spec.max();
    }

    /** Connections in use beyond the pool's size. */
    public int overflow() {
        return Math.max(0, active - spec.size());
    }

    /** Part of {@link #max()} that is in use, 0 to 1; above 1 for a moment after the pool was made smaller. */
    public double used() {
        return active / (double) max();
    }

    /** True when every connection is in use and somebody waits. */
    public boolean exhausted() {
        return active >= max() && pending > 0;
    }
}
