package dev.howdah.engine.store;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Something that happened and explains what figures did. Immutable.
 *
 * @param target the target's number in the repository; null when it holds for all
 * @param text for people
 * @param author who wrote it; empty for what Howdah saw itself
 */
public record Annotation(Instant at, Kind kind, String text, String author, @Nullable Integer target) {
    /** What happened. */
    public enum Kind {
        /** Statistics were reset. */
        RESET,
        /** A setting of the server changed. */
        SETTING,
        /** The server started. */
        RESTART,
        /** The primary became a replica, or the other way round. */
        FAILOVER,
        /** The server is at an earlier position than before, or is another cluster. */
        RESTORED,
        /** The clock of the machine that samples jumped. */
        CLOCK,
        /** A job of Howdah's began or ended. */
        JOB,
        /** The application was deployed. */
        DEPLOY,
        /** Sampling began, was slowed down or had gaps. */
        SAMPLING,
        /** Anything else. */
        NOTE
    }
}
