package dev.howdah.engine.activity;

import dev.howdah.engine.sample.Probe;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Something that keeps vacuum from removing dead rows.
 *
 * @param name application, slot or prepared transaction
 * @param pid null unless a process holds it
 * @param xidAge transactions since; null when the server does not tell
 * @param seconds for how long; null for slots
 */
public record XminHolder(
        Kind kind,
        String name,
        @Nullable Integer pid,
        @Nullable Instant backendStart,
        String database,
        @Nullable Integer xidAge,
        @Nullable Double seconds) {

    /** The fifty oldest, every 10 s. */
    public static final Probe<List<XminHolder>> PROBE = Probe.rows("activity/xmin", XminHolder.class);

    /** What holds it. An autovacuum worker is never to be ended for it: it would only begin again. */
    public enum Kind {
        SESSION,
        AUTOVACUUM,
        STANDBY,
        SLOT,
        PREPARED
    }
}
