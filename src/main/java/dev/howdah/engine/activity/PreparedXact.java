package dev.howdah.engine.activity;

import dev.howdah.engine.sample.Probe;
import java.time.Instant;
import java.util.List;

/** A transaction prepared for two-phase commit: it holds its locks without any session. Ends by COMMIT or ROLLBACK PREPARED. */
public record PreparedXact(
        String gid, String owner, String database, Instant prepared, double seconds, String transaction, int xidAge) {

    public static final Probe<List<PreparedXact>> PROBE = Probe.rows("activity/prepared", PreparedXact.class);

    /** Undoes it; to be run in its database by its owner or a superuser. */
    public String rollback() {
        return "ROLLBACK PREPARED '" + gid.replace("'", "''") + "';";
    }
}
