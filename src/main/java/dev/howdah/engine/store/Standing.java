package dev.howdah.engine.store;

import dev.howdah.engine.db.Target;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How it stands with a repository. Immutable.
 *
 * @param where it is; null before it was reached
 * @param bytes on its server's disk; -1 when it cannot be told now
 * @param ceiling in bytes, for all targets together
 * @param waiting entries in memory that are not written yet
 * @param leftOut snapshots that did not fit under the ceiling, since this Howdah began
 * @param kept what is there of each target; empty when it cannot be told now
 */
public record Standing(
        Journal.State state, @Nullable Target where, long bytes, long ceiling, int waiting, long leftOut, List<Kept> kept) {
    public Standing {
        kept = List.copyOf(kept);
    }

    /**
     * One target in it.
     *
     * @param oldest null when nothing is kept
     * @param writerPid the session that writes it, of whatever console or worker; null when nobody does now
     * @param writerClient its address; null for a session of the same machine, or one whose details this role may not see
     */
    public record Kept(
            int id, String name, String environment, String address, String database, @Nullable Instant newest, @Nullable Instant oldest,
            @Nullable Integer writerPid, @Nullable String writerUser, @Nullable String writerClient, @Nullable Instant writerSince) {}
}
