package dev.howdah.engine.job;

import java.time.Duration;

/**
 * What can be turned while a job runs. Limits of zero or less are off.
 *
 * @param chunkTime how long a chunk should take
 * @param chunkTimeout when a chunk is given up and halved
 * @param lockTimeout how long it may wait for a lock; never off
 * @param maxRows rows in a chunk at most
 * @param rest pause after each chunk as a share of its time: 1 works half of the time
 * @param lag replica lag at which it waits
 * @param walRate bytes of WAL a second, of the whole server, at which it waits
 * @param slotRetention bytes of WAL kept for the slowest replication slot at which it waits
 * @param awaitVacuum whether it waits while a vacuum works on its table
 * @param waiters sessions that wait for its locks at which chunks shrink and it waits
 * @param xminAge transactions since the oldest snapshot at which it waits
 * @param headRoom free connections at which it waits
 * @param maxFailures failures without progress after which it stops
 * @param skipRows rows that may be left out because the server refuses them, before it stops
 */
public record Knobs(
        Duration chunkTime, Duration chunkTimeout, Duration lockTimeout, int maxRows, double rest, Duration lag, long walRate,
        long slotRetention, boolean awaitVacuum, int waiters, long xminAge, int headRoom, int maxFailures, int skipRows) {

    public Knobs {
        if (lockTimeout.isZero() || lockTimeout.isNegative() || maxRows < 1 || rest < 0 || maxFailures < 1) {
            throw new IllegalArgumentException("knobs out of range");
        }
    }

    public static Knobs usual() {
        return new Knobs(Duration.ofMillis(700), Duration.ofSeconds(10), Duration.ofSeconds(2), 1_000_000, 0,
                Duration.ofSeconds(10), 0, 8L << 30, true, 1, 500_000_000, 3, 30, 0);
    }

    public Knobs withChunkTime(Duration other) {
        return new Knobs(other, chunkTimeout, lockTimeout, maxRows, rest, lag, walRate, slotRetention, awaitVacuum, waiters, xminAge,
                headRoom, maxFailures, skipRows);
    }

    public Knobs withMaxRows(int other) {
        return new Knobs(chunkTime, chunkTimeout, lockTimeout, other, rest, lag, walRate, slotRetention, awaitVacuum, waiters,
                xminAge, headRoom, maxFailures, skipRows);
    }

    public Knobs withTimeouts(Duration chunk, Duration lock) {
        return new Knobs(chunkTime, chunk, lock, maxRows, rest, lag, walRate, slotRetention, awaitVacuum, waiters, xminAge,
                headRoom, maxFailures, skipRows);
    }

    public Knobs withRest(double other) {
        return new Knobs(chunkTime, chunkTimeout, lockTimeout, maxRows, other, lag, walRate, slotRetention, awaitVacuum, waiters,
                xminAge, headRoom, maxFailures, skipRows);
    }

    public Knobs withLag(Duration other) {
        return new Knobs(chunkTime, chunkTimeout, lockTimeout, maxRows, rest, other, walRate, slotRetention, awaitVacuum, waiters,
                xminAge, headRoom, maxFailures, skipRows);
    }

    public Knobs withWalRate(long other) {
        return new Knobs(chunkTime, chunkTimeout, lockTimeout, maxRows, rest, lag, other, slotRetention, awaitVacuum, waiters,
                xminAge, headRoom, maxFailures, skipRows);
    }

    public Knobs withHeadRoom(int other) {
        return new Knobs(chunkTime, chunkTimeout, lockTimeout, maxRows, rest, lag, walRate, slotRetention, awaitVacuum, waiters,
                xminAge, other, maxFailures, skipRows);
    }

    public Knobs withStopRule(int failures, int skipped) {
        return new Knobs(chunkTime, chunkTimeout, lockTimeout, maxRows, rest, lag, walRate, slotRetention, awaitVacuum, waiters,
                xminAge, headRoom, failures, skipped);
    }

    public Knobs withSlotRetention(long other) {
        return new Knobs(chunkTime, chunkTimeout, lockTimeout, maxRows, rest, lag, walRate, other, awaitVacuum, waiters, xminAge,
                headRoom, maxFailures, skipRows);
    }

    public Knobs withAwaitVacuum(boolean other) {
        return new Knobs(chunkTime, chunkTimeout, lockTimeout, maxRows, rest, lag, walRate, slotRetention, other, waiters, xminAge,
                headRoom, maxFailures, skipRows);
    }

    public Knobs withWaiters(int other) {
        return new Knobs(chunkTime, chunkTimeout, lockTimeout, maxRows, rest, lag, walRate, slotRetention, awaitVacuum, other, xminAge,
                headRoom, maxFailures, skipRows);
    }

    public Knobs withXminAge(long other) {
        return new Knobs(chunkTime, chunkTimeout, lockTimeout, maxRows, rest, lag, walRate, slotRetention, awaitVacuum, waiters, other,
                headRoom, maxFailures, skipRows);
    }
}
