package dev.howdah.engine.health;

import dev.howdah.engine.db.Db;
import dev.howdah.engine.db.Lack;
import dev.howdah.engine.sample.Probe;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Lets a sampler run the checks that are due, a few at a time, so that the server never feels all of them at once. */
public record HealthProbe(Checks checks) implements Probe<HealthReport> {
    private static final Duration TURN = Duration.ofMillis(150);

    @Override
    public String name() {
        return "health/checks";
    }

    @Override
    public Duration interval(Db db) {
        return Duration.ofSeconds(1);
    }

    @Override
    public @Nullable Lack missing(Db db) {
        return null;
    }

    @Override
    public List<Lack> partial(Db db) {
        return List.of();
    }

    @Override
    public HealthReport read(Db db) {
        return checks.due(db, TURN);
    }
}
