package dev.howdah.engine.activity;

import dev.howdah.engine.sample.Probe;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A running maintenance command, from any of the pg_stat_progress views. Progress is that of the present phase: a command has
 * several, and the server does not know how long the others take.
 *
 * @param command VACUUM, ANALYZE, CREATE INDEX, REINDEX CONCURRENTLY, CLUSTER, VACUUM FULL, COPY FROM, COPY TO, BASE BACKUP …
 * @param relation null when it is about no table, or one of another database whose name cannot be read
 * @param phase in the server's words
 * @param done null when the phase is not measured
 * @param total null when the end is not known
 * @param rounds index passes of a vacuum, indexes rebuilt by CLUSTER; else 0
 * @param seconds since the command began; null when its process is not visible
 * @param automatic true for autovacuum's work
 */
public record Progress(
        int pid,
        String command,
        String database,
        @Nullable String relation,
        @Nullable String phase,
        @Nullable Long done,
        @Nullable Long total,
        Unit unit,
        long rounds,
        @Nullable Instant backendStart,
        @Nullable Double seconds,
        String user,
        @Nullable Boolean automatic) {

    /** What is counted. */
    public enum Unit {
        BLOCKS,
        ROWS,
        BYTES,
        INDEXES,
        SESSIONS,
        STATISTICS
    }

    /** Everything that reports progress, once a second. */
    public static final Probe<List<Progress>> PROBE = Probe.rows("activity/progress", Progress.class);

    /** Share of the present phase that is done, 0 to 1; NaN when it is not known. */
    public double share() {
        return done == null || total == null || total <= 0 ? Double.NaN : Math.min(1, (double) done / total);
    }
}
