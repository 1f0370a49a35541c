package dev.howdah.engine.health;

import dev.howdah.engine.sample.Probe;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One look at a whole server. Counters are totals since {@code statsReset}; session counts are client backends other than the
 * one that looks; what those do needs pg_read_all_stats to be whole.
 *
 * @param sessions client backends of any state
 * @param hidden those of them whose state this role may not see: they are not in the figures below
 * @param onCpu active sessions that wait for nothing; the other {@code on…} are active sessions by wait class
 * @param oldestTransactionSeconds null when no transaction is open
 * @param walBytes position in the write-ahead log, in bytes; on a replica the replayed position
 * @param replicationLagSeconds the slowest replica's replay lag, or on a replica its own; null when nothing replicates
 */
public record Vitals(
        long transactions,
        long blocksHit,
        long blocksRead,
        long deadlocks,
        long tempBytes,
        @Nullable Instant statsReset,
        int sessions,
        int hidden,
        int idleInTransaction,
        int onCpu,
        int onIo,
        int onLock,
        int onLwlock,
        int onClient,
        int onIpc,
        int onTimeout,
        int onOther,
        @Nullable Double oldestTransactionSeconds,
        double walBytes,
        @Nullable Double replicationLagSeconds,
        int replicas) {

    /** Reads once a second; one statement, no locks. */
    public static final Probe<Vitals> PROBE = Probe.row("health/vitals", Vitals.class);

    /** Sessions that run a statement now, whatever they wait for. */
    public int active() {
        return onCpu + onIo + onLock + onLwlock + onClient + onIpc + onTimeout + onOther;
    }
}
