package dev.howdah.engine.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.howdah.engine.Engine;
import dev.howdah.engine.activity.Blocking;
import dev.howdah.engine.activity.Session;
import dev.howdah.engine.cluster.PgCluster;
import dev.howdah.engine.db.Connections;
import dev.howdah.engine.db.SessionSpec;
import dev.howdah.engine.db.Target;
import dev.howdah.engine.health.Check;
import dev.howdah.engine.health.Checks;
import dev.howdah.engine.health.HealthMemory;
import dev.howdah.engine.health.HealthMutes;
import dev.howdah.engine.pool.PoolSpec;
import dev.howdah.engine.profile.Statements;
import dev.howdah.engine.sample.Subscription;
import dev.howdah.engine.store.Journal;
import dev.howdah.engine.store.Retention;
import dev.howdah.testing.Audits;
import dev.howdah.testing.Await;
import dev.howdah.testing.Servers;
import dev.howdah.testing.Soak;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Runs for long, with an open server and ten more that are recorded, all under traffic, and prints once a minute what is left after a
 * collection: {@code -Dsoak.minutes=60}. What grows evenly, and does not stop, is a leak.
 */
@Tag("campaign")
class SoakTest {
    private static final int MINUTES = Integer.getInteger("soak.minutes", 60);
    private static final int SERVERS = 10;
    /** Rings of recent figures fill for days, and are a few megabytes a server when they are full. */
    private static final double MEGABYTES_A_MINUTE = 0.25;

    @Test
    @Timeout(value = 80, unit = TimeUnit.HOURS)
    void keepsItsHeapItsThreadsAndItsFiles() throws Exception {
        AtomicBoolean stop = new AtomicBoolean();
        InstantSource clock = InstantSource.system();
        List<Check> checks = Checks.all();
        try (PgCluster server = Servers.own(Servers.NEWEST, Map.of("shared_preload_libraries", "pg_stat_statements"));
                PgCluster repository = Servers.own(Servers.NEWEST, Map.of())) {
            Target place = repository.target("postgres");
            Target first = server.target("postgres");
            Servers.execute(first, "CREATE EXTENSION pg_stat_statements", "CREATE TABLE t AS SELECT g AS a FROM generate_series(1, 10000) g");
            for (int i = 0; i < SERVERS; i++) {
                Servers.execute(first, "CREATE DATABASE d" + i);
            }
            Thread traffic = Thread.startVirtualThread(() -> traffic(first, stop));
            try (Journal journal = new Journal(() -> place, Retention.usual(), Audits.scratch(), clock);
                    Engine engine = Engine.open(first, PoolSpec.of(2, 1, Duration.ofHours(1), true), Audits.scratch(), clock);
                    Fleet fleet = new Fleet(FleetSpec.record(), journal,
                            t -> new Checks(checks, HealthMemory.ofThisProcess(), new HealthMutes(Path.of("target/none"), clock), clock), clock)) {
                for (int i = 0; i < SERVERS; i++) {
                    fleet.add(server.target("d" + i).withName("d" + i));
                }
                List<Subscription> shown = List.of(engine.sampler().subscribe(Session.PROBE, r -> {}), engine.sampler().subscribe(Blocking.PROBE, r -> {}),
                        engine.sampler().subscribe(Statements.PROBE, r -> {}));
                Await.until("all answer", Duration.ofMinutes(5), () -> fleet.members().stream().allMatch(m -> m.state() == Member.State.UP));
                judge(marks(journal, fleet));
                shown.forEach(Subscription::close);
            } finally {
                stop.set(true);
                traffic.join();
            }
        }
    }

    private static List<Soak.Mark> marks(Journal journal, Fleet fleet) {
        List<Soak.Mark> marks = new ArrayList<>();
        for (int minute = 1; minute <= MINUTES; minute++) {
            long end = System.nanoTime() + 60_000_000_000L;
            while (System.nanoTime() < end) {
                fleet.members();
                LockSupport.parkNanos(Math.min(1_000_000_000L, Math.max(0, end - System.nanoTime())));
            }
            Soak.Mark m = Soak.mark();
            marks.add(m);
            System.out.printf("minute %4d: heap after a collection %.1f MB, %d threads, %d open files, %s, %d entries wait%n", minute, m.heap(), m.threads(),
                    m.files(), journal.state().getClass().getSimpleName(), journal.standing().waiting());
        }
        return marks;
    }

    /** The first third fills caches; from then on nothing may rise for good. */
    private static void judge(List<Soak.Mark> marks) {
        List<Soak.Mark> settled = marks.subList(marks.size() / 3, marks.size());
        double slope = Soak.slope(settled.stream().mapToDouble(Soak.Mark::heap).toArray());
        System.out.printf("after the first third the heap changes by %.3f MB a minute%n", slope);
        assertThat(slope).as("megabytes a minute").isLessThan(MEGABYTES_A_MINUTE);
        assertThat(settled.getLast().threads()).isLessThan(settled.getFirst().threads() + 10);
        assertThat(settled.getLast().files()).isLessThan(settled.getFirst().files() + 10);
    }

    private static void traffic(Target target, AtomicBoolean stop) {
        try (Connection c = Connections.open(target, SessionSpec.batch()); var s = c.createStatement()) {
            for (int n = 0; !stop.get(); n++) {
                s.execute("SELECT /* " + n % 50 + " */ sum(a) FROM t WHERE a % " + (n % 9 + 2) + " = 0");
                LockSupport.parkNanos(20_000_000);
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
