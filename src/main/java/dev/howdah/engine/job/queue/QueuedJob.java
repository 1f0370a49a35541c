package dev.howdah.engine.job.queue;

import dev.howdah.engine.db.Environment;
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
 * @param repeat {@code once}, {@code every PT1H} or {@code cron 0 0 3 * * * Europe/Berlin} (seconds first; without a zone UTC)
 */
public record QueuedJob(
        UUID run, String job, String target, @Nullable Environment told, Map<String, String> arguments, String typedName, String repeat) {
    public QueuedJob {
        arguments = Map.copyOf(arguments);
    }

    QueuedJob again(UUID nextRun) {
        return new QueuedJob(nextRun, job, target, told, arguments, typedName, repeat);
    }
}
