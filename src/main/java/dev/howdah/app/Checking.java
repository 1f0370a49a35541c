package dev.howdah.app;

import dev.howdah.engine.alert.AlertPlan;
import dev.howdah.engine.alert.out.Output;
import dev.howdah.engine.alert.out.Outputs;
import dev.howdah.engine.db.Target;
import dev.howdah.engine.fleet.Fleet;
import dev.howdah.engine.fleet.FleetSpec;
import dev.howdah.engine.health.Check;
import dev.howdah.engine.health.Checks;
import dev.howdah.engine.health.HealthMemory;
import dev.howdah.engine.health.HealthMutes;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What is looked at on servers, what of it is muted, and who is told. Thread-safe. */
final class Checking implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Checking.class);

    private final Wiring wiring;
    private @Nullable List<Check> catalogue;
    private @Nullable Fleet fleet;

    Checking(Wiring wiring) {
        this.wiring = wiring;
    }

    /** All checks, with the user's thresholds. */
    List<Check> all() {
        return AlertSettings.tuned(wiring.settings(), catalogue());
    }

    /** Read once: a start asks for it several times. */
    private synchronized List<Check> catalogue() {
        List<Check> known = catalogue;
        if (known == null) {
            known = Checks.all();
            catalogue = known;
        }
        return known;
    }

    /** The checks of a target; what they remember and what is muted stands in the data folder. */
    Checks of(Target target) {
        return new Checks(all(), HealthMemory.in(folder(target).resolve("memory")), mutes(target), wiring.clock());
    }

    /** The checks for one look, which remember nothing of it; null when they cannot be read, which is no reason against a report of the rest. */
    @Nullable Checks once(Target target) {
        try {
            return new Checks(all(), HealthMemory.ofThisProcess(), mutes(target), wiring.clock());
        } catch (UncheckedIOException e) {
            LOG.warn("the checks cannot be read", e);
            return null;
        }
    }

    /** What nobody wants to hear of a target. */
    HealthMutes mutes(Target target) {
        return new HealthMutes(folder(target).resolve("mutes"), wiring.clock());
    }

    private Path folder(Target target) {
        return wiring.folders().data("health", target);
    }

    /** What is watched and who is told. */
    AlertSettings alerts() {
        return new AlertSettings(wiring.settings(), all(), wiring.surroundings().user() + "@" + wiring.surroundings().machine());
    }

    /** The ways on which alerts leave this process. */
    Outputs outputs(AlertPlan plan, @Nullable Output desktop) {
        return new Outputs(wiring::secrets, desktop, wiring.clock(), plan.zone());
    }

    /** The saved servers at a glance, with their checks; nobody is watched until it is told to. */
    synchronized Fleet fleet() {
        Fleet known = fleet;
        if (known == null) {
            List<Check> all = all();
            known = new Fleet(FleetSpec.glance(), null, t -> new Checks(all, HealthMemory.ofThisProcess(), mutes(t), wiring.clock()), wiring.clock());
            fleet = known;
        }
        return known;
    }

    @Override
    public synchronized void close() {
        if (fleet != null) {
            fleet.close();
            fleet = null;
        }
    }
}
