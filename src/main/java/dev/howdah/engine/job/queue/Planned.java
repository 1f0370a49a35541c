package dev.howdah.engine.job.queue;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An entry of the queue as it is listed.
 *
 * @param id under which it can be taken out
 * @param repeat as in {@link QueuedJob}
 * @param at when it is due
 * @param running whether a worker has it now
 * @param worker which one, null while none has it
 */
public record Planned(
        UUID id, String job, String target, String arguments, String repeat, Instant at, boolean running, @Nullable String worker) {}
