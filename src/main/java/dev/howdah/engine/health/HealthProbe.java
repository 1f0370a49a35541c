package dev.howdah.engine.health;

import dev.howdah.engine.db.Db;
import dev.howdah.engine.sample.OwnProbe;
import java.time.Duration;

/** Lets a sampler run the checks that are due, a few at a time, so that the server never feels all of them at once. */
public final class HealthProbe extends OwnProbe<HealthReport> {
    /** The probe's name. */
    public static final String NAME = "health/checks";

    private static final Duration TURN = Duration.ofMillis(150);

    private final Checks checks;

    public HealthProbe(Checks checks) {
        super(NAME, Duration.ofSeconds(1));
        this.checks = checks;
    }

    @Override
    public HealthReport read(Db db) {
        return checks.due(db, TURN);
    }
}
