package dev.howdah.engine.profile;

import java.time.Duration;

/**
 * From when on a statement is slow, and when critical.
 *
 * @param slow at least this long; 100 ms by default
 * @param critical at least this long; 500 ms by default; never below slow
 */
public record ProfilerLimits(Duration slow, Duration critical) {
    public static final ProfilerLimits DEFAULT = new ProfilerLimits(Duration.ofMillis(100), Duration.ofMillis(500));

    public ProfilerLimits {
        if (slow.isNegative() || critical.compareTo(slow) < 0) {
            throw new IllegalArgumentException("critical must not be below slow");
        }
    }
}
