package dev.howdah.engine.fleet;

import dev.howdah.engine.sample.Rhythm;
import java.time.Duration;

/**
 * How many targets are watched at once.
 *
 * @param interval between two looks at a target, a second or more
 * @param whole true to record all that a replay shows; false for the vital figures, one cheap statement a look
 * @param budget milliseconds of each server's time a second
 */
public record FleetSpec(Duration interval, boolean whole, double budget) {
    /** For a view of many: the vital figures every 5 s. */
    public static FleetSpec glance() {
        return new FleetSpec(Duration.ofSeconds(5), false, Rhythm.HALF_PERCENT);
    }

    /** For a worker that records: everything, every second. */
    public static FleetSpec record() {
        return new FleetSpec(Duration.ofSeconds(1), true, Rhythm.HALF_PERCENT);
    }

    Rhythm rhythm() {
        return new Rhythm(interval.toSeconds() <= 1 ? Duration.ZERO : interval, budget);
    }
}
