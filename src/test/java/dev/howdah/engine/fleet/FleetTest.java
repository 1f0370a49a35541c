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
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class FleetTest {
    private static final FleetSpec EVERY_SECOND = new FleetSpec(Duration.ofSeconds(1), false, 1_000);
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    private static List<Target> targets(int count) {
        Target shared = Servers.shared(Servers.NEWEST).target("postgres");
        return IntStream.range(0, count).mapToObj(i -> shared.withName("t" + i)).toList();
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
    @Timeout(value = 20, unit = TimeUnit.MINUTES)
    void fiftyAreSampledAtOnceAndADeadOneDelaysNone() {
        int databases = 5;
        int count = 50;
        try (PgCluster server = Servers.own(Servers.NEWEST, Map.of("max_connections", "120"));
                Fleet fleet = new Fleet(EVERY_SECOND, null, InstantSource.system())) {
            Servers.execute(server.target("postgres"), IntStream.range(0, databases).mapToObj(i -> "CREATE DATABASE d" + i).toArray(String[]::new));
            fleet.add(server.target("nowhere").withName("dead"));
            for (int i = 0; i < count; i++) {
                fleet.add(Servers.patient(server.target("d" + i % databases)).withName("t" + i));
            }
            Duration patience = Duration.ofMinutes(10);
            Await.until("all answer", patience, () -> alive(fleet).stream().allMatch(m -> m.newest() != null));
            assertThat(alive(fleet)).hasSize(count).allSatisfy(m -> assertThat(m.figure(Figure.SESSIONS)).isPositive());
            Instant seen = InstantSource.system().instant();
            Await.until("all go on", patience, () -> alive(fleet).stream().allMatch(m -> m.newest() != null && m.newest().isAfter(seen)));
            Await.until("each has a session of its own", patience, () -> Servers.db(server.target("postgres")).call(h -> h.createQuery(
                    "SELECT count(*) FROM pg_stat_activity WHERE application_name = 'howdah/sampler'").mapTo(Long.class).one()) >= count);
            Await.until("the dead one is said", patience, () -> state(fleet, "dead") == Member.State.DOWN);
        }
    }

    private static List<Member> alive(Fleet fleet) {
        return fleet.members(m -> !m.name().equals("dead"), Member.byName());
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
