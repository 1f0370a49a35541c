package dev.howdah.app;

import dev.howdah.engine.db.Target;
import dev.howdah.engine.health.Checks;
import dev.howdah.engine.health.HealthMemory;
import java.io.UncheckedIOException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The checks for one look: they remember nothing of it and heed what the user muted. */
final class Checkup {
    private static final Logger LOG = LoggerFactory.getLogger(Checkup.class);

    private Checkup() {}

    /** Null when they cannot be read, which is no reason against a report of the rest. */
    static @Nullable Checks of(Wiring wiring, Target target) {
        try {
            return new Checks(wiring.checkList(), HealthMemory.ofThisProcess(), wiring.mutes(target), wiring.clock());
        } catch (UncheckedIOException e) {
            LOG.warn("the checks cannot be read", e);
            return null;
        }
    }
}
