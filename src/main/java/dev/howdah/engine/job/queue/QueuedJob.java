package dev.howdah.engine.job.queue;

import dev.howdah.engine.db.Environment;
import dev.howdah.engine.job.Knob;
import dev.howdah.engine.job.Knobs;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One entry of the queue.
 *
 * @param run under which it runs, and goes on after an interruption
 * @param target a profile's or service's name, {@code sandbox}, or an address without a password
 * @param told the environment that the user named for an address; null when he named none, and for a name
 * @param arguments all but secrets
 * @param typedName the database's name as the user typed it, empty when nothing had to be typed
 * @param knobs those that are turned from the job's own, by their words, as {@link dev.howdah.engine.job.Knob} reads them; null, as in entries of old,
 *     for none
 * @param repeat {@code once}, {@code every PT1H} or {@code cron 0 0 3 * * * Europe/Berlin} (seconds first; without a zone UTC)
 */
public record QueuedJob(
        UUID run, String job, String target, @Nullable Environment told, Map<String, String> arguments, String typedName, String repeat,
        @Nullable Map<String, String> knobs) {
    public QueuedJob {
        arguments = Map.copyOf(arguments);
        knobs = knobs == null ? Map.of() : Map.copyOf(knobs);
    }

    /** With the job's own knobs. */
    public QueuedJob(
            UUID run, String job, String target, @Nullable Environment told, Map<String, String> arguments, String typedName, String repeat) {
        this(run, job, target, told, arguments, typedName, repeat, null);
    }

    /** The job's knobs with those turned that were asked for. */
    Knobs turned(Knobs usual) {
        return Knob.turned(usual, knobs == null ? Map.of() : knobs);
    }

    QueuedJob again(UUID nextRun) {
        return new QueuedJob(nextRun, job, target, told, arguments, typedName, repeat, knobs);
    }
}
