package dev.howdah.engine.systems;

import static org.assertj.core.api.Assertions.assertThat;

import dev.howdah.engine.db.DirectDataSource;
import dev.howdah.engine.db.SessionSpec;
import dev.howdah.engine.db.Target;
import dev.howdah.engine.systems.jumpstart.Jumpstart;
import dev.howdah.engine.systems.paintstudio.Paintstudio;
import dev.howdah.testing.Await;
import dev.howdah.testing.Servers;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("unsettled")
class TrafficTest {
    private static final List<SampleSystem> SYSTEMS = List.of(new Jumpstart(), new Paintstudio());

    @Test
    void runsBothWaysWithoutAnErrorAndTurnsItsKnobs() {
        try (Traffic traffic = new Traffic(seeded(), SYSTEMS, TrafficSpec.all(SYSTEMS, Way.BASELINE, 0, 4))) {
            Await.until("baseline requests", () -> traffic.stats().done() > 40);
            traffic.change(TrafficSpec.all(SYSTEMS, Way.OPTIMISED, 0, 8));
            long before = traffic.stats().done();
            Await.until("optimised requests", () -> traffic.stats().done() > before + 40);
            assertThat(traffic.stats().failed()).isZero();
        }
    }

    @Test
    void keepsToItsRateAndPausesAtNoConcurrency() {
        try (Traffic traffic = new Traffic(seeded(), SYSTEMS, TrafficSpec.all(SYSTEMS, Way.OPTIMISED, 50, 4))) {
            long start = System.nanoTime();
            Await.until("a hundred requests", () -> traffic.stats().done() >= 100);
            double seconds = (System.nanoTime() - start) / 1e9;
            assertThat(traffic.stats().done() / seconds).isLessThan(75);
            traffic.change(traffic.spec().withConcurrency(0));
            traffic.change(traffic.spec().withConcurrency(2));
            long before = traffic.stats().done();
            Await.until("it goes on", () -> traffic.stats().done() > before);
        }
    }

    @Test
    void countsRequestsThatFailAndGoesOn() {
        Target target = Servers.newDatabase();
        var source = new DirectDataSource(target, SessionSpec.engine());
        Workbench empty = new Workbench(target, source, source, SystemCache.none());
        try (Traffic traffic = new Traffic(empty, SYSTEMS, new TrafficSpec(0, 2, Map.of("jumpstart", Way.BASELINE)))) {
            Await.until("failures", () -> traffic.stats().failed() > 5);
            assertThat(traffic.stats().lastFailure()).isNotNull();
            for (SampleSystem s : SYSTEMS) {
                new Migrations(target).migrate(s);
            }
            Await.until("success once the tables are there", () -> traffic.stats().done() > 5);
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
