package dev.howdah.engine.job;

import dev.howdah.engine.text.Text;
import org.jspecify.annotations.Nullable;

/**
 * One reason for a job to wait, as last read.
 *
 * @param value in the kind's unit; null when the server does not tell
 * @param limit in the same unit; 0 when it is off
 * @param holds whether the job waits because of it
 */
public record Signal(Kind kind, @Nullable Double value, double limit, boolean holds) {
    /** What is watched. */
    public enum Kind {
        /** Seconds that the slowest replica is behind. */
        REPLICA_LAG,
        /** Bytes a second. */
        WAL_RATE,
        /** Bytes kept for the slowest slot. */
        SLOT_RETENTION,
        /** Vacuums at work on the table. */
        VACUUM,
        /** Sessions that wait for this job's locks. */
        WAITERS,
        /** Transactions since the oldest snapshot. */
        XMIN_AGE,
        /** Connections still free for ordinary roles. */
        HEAD_ROOM;

        /** For people. */
        public String title() {
            return Text.of("job.signal." + name());
        }
    }
}
