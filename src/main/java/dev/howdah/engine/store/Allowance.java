package dev.howdah.engine.store;

import java.time.Instant;

/**
 * Bytes that one target may add to one level: what comes in evenly, up to a store of it. So whatever happens, no more than the
 * share is there when the oldest is dropped; what does not fit is left out, and the next tries again.
 */
final class Allowance {
    private static final double STORE = 0.05;

    private final double perSecond;
    private final double most;
    private double left;
    private long second = Long.MIN_VALUE;

    /** @param share bytes for all that this level ever holds of a target, its oldest partition included */
    Allowance(long share, Level level) {
        double seconds = level.kept().plus(level.width()).toSeconds();
        perSecond = share * (1 - STORE) / seconds;
        most = share * STORE;
        left = most;
    }

    /** Takes the bytes when they are there. */
    boolean take(Instant at, long bytes) {
        long now = at.getEpochSecond();
        if (second != Long.MIN_VALUE && now > second) {
            left = Math.min(most, left + (now - second) * perSecond);
        }
        second = Math.max(second, now);
        if (bytes > left) {
            return false;
        }
        left -= bytes;
        return true;
    }
}
