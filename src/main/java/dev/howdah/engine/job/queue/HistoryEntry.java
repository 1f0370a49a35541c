package dev.howdah.engine.job.queue;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What the repository remembers of a queued job.
 *
 * @param state queued, running, done, failed, cancelled or interrupted
 */
public record HistoryEntry(
        UUID run, String job, String target, String arguments, String state, @Nullable String worker, long rows,
        @Nullable String message, Instant queuedAt, @Nullable Instant startedAt, @Nullable Instant endedAt) {}
