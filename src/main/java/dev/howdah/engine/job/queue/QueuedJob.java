package dev.howdah.engine.job.queue;

import java.util.Map;
import java.util.UUID;

/**
 * One entry of the queue.
 *
 * @param run under which it runs, and goes on after an interruption
 * @param target as the workers' own profiles or environment resolve it; holds no password
 * @param arguments all but secrets
 * @param typedName the database's name as the user typed it, empty when nothing had to be typed
 * @param repeat {@code once}, {@code every PT1H} or {@code cron 0 0 3 * * *} (seconds first, UTC)
 */
public record QueuedJob(UUID run, String job, String target, Map<String, String> arguments, String typedName, String repeat) {
    public QueuedJob {
        arguments = Map.copyOf(arguments);
    }

    QueuedJob again(UUID nextRun) {
        return new QueuedJob(nextRun, job, target, arguments, typedName, repeat);
    }
}
