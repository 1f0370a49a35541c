package dev.howdah.engine.alert.out;

import dev.howdah.engine.health.Levels.Severity;
import java.time.Instant;

/** Notices for tests. */
public final class Notices {
    private Notices() {}

    public static Notice of(String sentence) {
        return of(Notice.Kind.FIRED, Severity.CRITICAL, sentence);
    }

    public static Notice of(Notice.Kind kind, Severity severity, String sentence) {
        Instant at = Instant.parse("2026-11-22T10:00:00Z");
        return new Notice(kind, severity, "orders", "production", "on-lock", "figures", "Sessions waiting for a lock", "", 12, "12", sentence,
                at.minusSeconds(60), at, "activity");
    }
}
