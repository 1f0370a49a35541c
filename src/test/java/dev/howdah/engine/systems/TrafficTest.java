package dev.howdah.engine.systems;

import static org.assertj.core.api.Assertions.assertThat;

import dev.howdah.engine.db.DirectDataSource;
import dev.howdah.engine.db.SessionSpec;
import dev.howdah.engine.db.Target;
import dev.howdah.engine.systems.jumpstart.Jumpstart;
import dev.howdah.engine.systems.paintstudio.Paintstudio;
import dev.howdah.testing.Await;
import dev.howdah.testing.Servers;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TrafficTest {
    private static final Duration LONG = Duration.ofMinutes(10);
    private static final List<SampleSystem> SYSTEMS = List.of(new Jumpstart(), new Paintstudio());

    @Test
    void runsBothWaysWithoutAnErrorAndTurnsItsKnobs() {
        try (Traffic traffic = new Traffic(seeded(), SYSTEMS, TrafficSpec.all(SYSTEMS, Way.BASELINE, 0, 4))) {
            Await.until("baseline requests", LONG, () -> traffic.stats().done() > 20);
            traffic.change(TrafficSpec.all(SYSTEMS, Way.OPTIMISED, 0, 8));
            long before = traffic.stats().done();
            Await.until("optimised requests", LONG, () -> traffic.stats().done() > before + 20);
            assertThat(traffic.stats().failed()).isZero();
        }
    }

    @Test
    void keepsToItsRateAndPausesAtNoConcurrency() {
        try (Traffic traffic = new Traffic(seeded(), SYSTEMS, TrafficSpec.all(SYSTEMS, Way.OPTIMISED, 50, 4))) {
            long start = System.nanoTime();
            Await.until("fifty requests", LONG, () -> traffic.stats().done() >= 50);
            double seconds = (System.nanoTime() - start) / 1e9;
            // However slow the machine: never more than the slots that have passed, and the first.
            assertThat(traffic.stats().done()).isLessThanOrEqualTo((long) (50 * seconds) + 50);
            traffic.change(traffic.spec().withConcurrency(0));
            traffic.change(traffic.spec().withConcurrency(2));
            long before = traffic.stats().done();
            Await.until("it goes on", LONG, () -> traffic.stats().done() > before);
        }
    }

    @Test
    void countsRequestsThatFailAndGoesOn() {
        Target target = Servers.newDatabase();
        var source = new DirectDataSource(target, SessionSpec.engine());
        Workbench empty = new Workbench(target, source, source, SystemCache.none());
        try (Traffic traffic = new Traffic(empty, SYSTEMS, new TrafficSpec(0, 2, Map.of("jumpstart", Way.BASELINE)))) {
            Await.until("failures", LONG, () -> traffic.stats().failed() > 5);
            assertThat(traffic.stats().lastFailure()).isNotNull();
            for (SampleSystem s : SYSTEMS) {
                new Migrations(target).migrate(s);
            }
            Await.until("success once the tables are there", LONG, () -> traffic.stats().done() > 5);
        }
    }

    private static Workbench seeded() {
        Target target = Servers.newDatabase();
        SeedSpec spec = new SeedSpec(1, 1, Instant.parse("2026-11-21T00:00:00Z"));
        for (SampleSystem s : SYSTEMS) {
            new Migrations(target).migrate(s);
            new Seeder(target).fast(s, spec, Progress.silent());
        }
        var source = new DirectDataSource(target, SessionSpec.engine());
        return new Workbench(target, source, source, SystemCache.none());
    }
}
