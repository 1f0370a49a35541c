package dev.howdah.engine.job.queue;

import dev.howdah.engine.db.Environment;
import dev.howdah.engine.db.Target;
import org.jspecify.annotations.Nullable;

/** The way from a console to its queue. Thread-safe. */
@FunctionalInterface
public interface QueueDoor {
    /** The queue; the first call may take seconds. */
    JobQueue queue();

    /**
     * How a worker finds a target again.
     *
     * @throws dev.howdah.engine.job.JobException when it could not, because of a password that is kept nowhere
     */
    default Where where(Target target) {
        return new Where(target.name(), null);
    }

    /** As in {@link QueuedJob}. */
    record Where(String target, @Nullable Environment told) {}
}
