package dev.howdah.engine.health;

import dev.howdah.engine.db.Lack;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * One look of one check.
 *
 * @param muted what was found and nobody wants to hear of, with the reason
 * @param notLooked what the check could not see
 */
public record Outcome(Check check, Instant at, Duration took, Result result, List<Muted> muted, List<Lack> notLooked) {
    /** A finding that is kept quiet. */
    public record Muted(Finding finding, HealthMutes.Mute by) {}
}
