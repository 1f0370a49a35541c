package dev.howdah.engine.job;

import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Where a run stands. Immutable.
 *
 * @param rows changed so far, over all its resumptions
 * @param total an estimate, -1 when unknown
 * @param rowsPerSecond over the last chunks
 * @param left the time that remains at this pace, null when it cannot be told
 * @param chunkSize rows that the next chunk asks for
 * @param lastChunk how long the last one took
 * @param retries attempts that failed and were made again, since it was started or resumed
 * @param signals as last read; empty before the first reading
 * @param message the last problem or the step at hand, null for none
 */
public record JobStatus(
        UUID run, String job, Phase phase, long rows, long total, double rowsPerSecond, @Nullable Duration left, int chunkSize,
        Duration lastChunk, long chunks, int retries, List<Signal> signals, @Nullable String message) {

    /** From 0 to 1; 0 when it cannot be told. */
    public double share() {
        return phase == Phase.DONE ? 1 : total <= 0 ? 0 : Math.min(0.999, (double) rows / total);
    }
}
