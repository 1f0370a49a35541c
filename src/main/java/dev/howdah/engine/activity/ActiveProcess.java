package dev.howdah.engine.activity;

import dev.howdah.engine.sample.Probe;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A process that works at the moment of sampling: the raw material of a wait profile. */
public record ActiveProcess(
        int pid,
        @Nullable Instant backendStart,
        String backendType,
        String database,
        String user,
        String application,
        @Nullable String waitEventType,
        @Nullable String waitEvent,
        long queryId,
        @Nullable Instant queryStart,
        @Nullable Instant xactStart) {

    /** All working processes, once a second, without texts. */
    public static final Probe<List<ActiveProcess>> PROBE = Probe.rows("activity/active", ActiveProcess.class);

    public WaitClass waits() {
        return WaitClass.of(waitEventType);
    }
}
