package dev.howdah.engine.alert.out;

import dev.howdah.engine.health.Levels.Severity;
import dev.howdah.engine.health.Place;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** Notices for tests. */
public final class Notices {
    private Notices() {}

    /** One that waits for nothing. */
    public static Lane lane(OutputSpec spec, Output output) {
        return new Lane(spec, output, new Lane.Pacing(Duration.ZERO, Duration.ZERO, 2, Duration.ofMillis(1)), InstantSource.system());
    }

    public static Notice of(String sentence) {
        return of(Notice.Kind.FIRED, Severity.CRITICAL, sentence);
    }

    public static Notice of(Notice.Kind kind, Severity severity, String sentence) {
        Instant at = Instant.parse("2026-11-22T10:00:00Z");
        return new Notice(kind, severity, "orders", "production", "on-lock", "figures", "Sessions waiting for a lock", "", 12, "12", sentence,
                at.minusSeconds(60), at, new Place("activity", ""));
    }
}
