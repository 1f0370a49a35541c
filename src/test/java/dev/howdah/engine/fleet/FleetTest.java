package dev.howdah.engine.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.howdah.engine.cluster.PgCluster;
import dev.howdah.engine.db.Target;
import dev.howdah.engine.health.VitalHistory.Figure;
import dev.howdah.engine.sample.Rhythm;
import dev.howdah.engine.store.Journal;
import dev.howdah.engine.store.Repository;
import dev.howdah.engine.store.Retention;
import dev.howdah.testing.Audits;
import dev.howdah.testing.Await;
import dev.howdah.testing.Servers;
import dev.howdah.testing.Signals;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FleetTest {
    private static final FleetSpec EVERY_SECOND = new FleetSpec(Duration.ofSeconds(1), false, 1_000);
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    private static List<Target> targets(int count) {
        Target shared = Servers.shared(Servers.NEWEST).target("postgres");
        return java.util.stream.IntStream.range(0, count).mapToObj(i -> shared.withName("t" + i)).toList();
    }

    @Test
    void watchesManyAndRecordsEach() {
        Target repository = Servers.newDatabase();
        Target shared = Servers.newDatabase();
        try (Journal journal = new Journal(() -> repository, new Retention(64 << 20, 8 << 20, Duration.ofSeconds(1)), Audits.scratch(), InstantSource.system());
                Fleet fleet = new Fleet(EVERY_SECOND, journal, InstantSource.system())) {
            for (int i = 0; i < 10; i++) {
                fleet.add(Servers.newDatabase().withName("t" + i));
            }
            fleet.add(shared.withName("elsewhere").withEnvironment(dev.howdah.engine.db.Environment.PRODUCTION));
            Await.until("all answer", PATIENCE, () -> fleet.members().stream().allMatch(m -> m.state() == Member.State.UP));
            assertThat(fleet.members()).hasSize(11).allSatisfy(m -> assertThat(m.figure(Figure.SESSIONS)).isPositive());
            assertThat(fleet.members(m -> m.matches("production"), Member.byState())).extracting(Member::name).containsExactly("elsewhere");
            assertThat(fleet.members(m -> true, Member.by(Figure.SESSIONS))).hasSize(11);
            Await.until("all are recorded", PATIENCE, () -> {
                journal.flush();
                Repository r = journal.repository();
                return r != null && journal.state() instanceof Journal.State.Writing && r.targets().size() == 11;
            });
        }
    }

    @Test
    void aPausedServerDelaysNoOther() throws Exception {
        try (PgCluster paused = Servers.own(18, Map.of());
                Fleet fleet = new Fleet(EVERY_SECOND, null, InstantSource.system())) {
            targets(5).forEach(fleet::add);
            fleet.add(paused.target("postgres").withName("paused"));
            Await.until("all answer", PATIENCE, () -> fleet.members().stream().allMatch(m -> m.state() == Member.State.UP));
            List<Long> stopped = Signals.processes(paused);
            Signals.send("STOP", stopped);
            try {
                Await.until("it is said", PATIENCE, () -> state(fleet, "paused") == Member.State.LATE || state(fleet, "paused") == Member.State.DOWN);
                Instant later = InstantSource.system().instant().plusSeconds(3);
                Await.until("the others go on", PATIENCE, () -> fleet.members(m -> !m.name().equals("paused"), Member.byName()).stream()
                        .allMatch(m -> m.newest() != null && m.newest().isAfter(later)));
                assertThat(state(fleet, "paused")).isNotEqualTo(Member.State.UP);
            } finally {
                Signals.send("CONT", stopped);
            }
            fleet.refresh();
            Await.until("it is back", PATIENCE, () -> state(fleet, "paused") == Member.State.UP);
        }
    }

    @Test
    void aDeadServerIsToldWithItsReason() {
        Target nobody = Servers.shared(Servers.NEWEST).target("postgres");
        Target dead = new Target("dead", List.of(new Target.Host("127.0.0.1", 1)), "postgres", nobody.user(), nobody.password(), nobody.tls(),
                nobody.environment(), Map.of());
        try (Fleet fleet = new Fleet(new FleetSpec(Duration.ofSeconds(1), false, Rhythm.HALF_PERCENT), null, InstantSource.system())) {
            fleet.add(dead);
            Await.until("down", PATIENCE, () -> state(fleet, "dead") == Member.State.DOWN);
            assertThat(fleet.members().getFirst().problem()).isNotNull();
            assertThat(fleet.members().getFirst().age()).isNull();
            fleet.remove("dead");
            assertThat(fleet.members()).isEmpty();
        }
    }

    private static Member.State state(Fleet fleet, String name) {
        return fleet.members(m -> m.name().equals(name), Member.byName()).getFirst().state();
    }
}
