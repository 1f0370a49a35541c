package dev.howdah.engine.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.howdah.engine.cluster.ClusterSpec;
import dev.howdah.engine.cluster.PgCluster;
import dev.howdah.engine.db.Db;
import dev.howdah.engine.db.OneConnection;
import dev.howdah.engine.db.SessionSpec;
import dev.howdah.engine.db.Target;
import dev.howdah.engine.health.VitalHistory.Figure;
import dev.howdah.engine.sample.Sampler;
import dev.howdah.engine.store.Annotation;
import dev.howdah.engine.store.History;
import dev.howdah.engine.store.Journal;
import dev.howdah.engine.store.Repository;
import dev.howdah.engine.store.Retention;
import dev.howdah.testing.Audits;
import dev.howdah.testing.Await;
import dev.howdah.testing.Copies;
import dev.howdah.testing.Servers;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What happens to real servers while they are recorded: the past stays one past, says what happened and holds no spike. */
class ServerFaultsTest {
    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final Retention QUICK = Retention.usual().withFlush(Duration.ofSeconds(1));

    private final Instant begin = InstantSource.system().instant();
    private final Target repository = Servers.newDatabase();

    @TempDir
    Path folder;

    @Test
    void aReplicaThatTakesOverIsTheSameTarget() throws Exception {
        ClusterSpec spec = ClusterSpec.lasting(Servers.NEWEST, folder.resolve("primary"));
        Path copy = folder.resolve("standby");
        Copies.standby(spec, copy);
        try (PgCluster primary = PgCluster.start(Servers.binaries(), spec);
                PgCluster standby = PgCluster.start(Servers.binaries(), Copies.following(primary, Servers.NEWEST, copy))) {
            Target first = primary.target("postgres");
            Target both = new Target("orders", List.of(first.hosts().getFirst(), standby.target("postgres").hosts().getFirst()), first.database(),
                    first.user(), first.password(), first.tls(), first.environment(), first.properties());
            try (Watch watch = new Watch(both)) {
                watch.untilRecorded();
                Integer id = watch.recorder.id();
                primary.close();
                watch.untilNoted(Annotation.Kind.FAILOVER, "replica now");
                Servers.execute(standby.target("postgres"), "SELECT pg_promote()");
                watch.untilNoted(Annotation.Kind.FAILOVER, "primary now");
                watch.untilRecorded();
                assertThat(watch.recorder.id()).isEqualTo(id);
                assertThat(watch.targets()).hasSize(1);
                watch.assertNoSpike();
            }
        }
    }

    @Test
    void aServerThatIsRestoredFromABackupIsTheSameTargetAndSaysSo() throws Exception {
        Path data = folder.resolve("data");
        Path backup = folder.resolve("backup");
        ClusterSpec spec = ClusterSpec.lasting(Servers.NEWEST, data);
        PgCluster.start(Servers.binaries(), spec).close();
        Copies.copy(data, backup);
        PgCluster before = PgCluster.start(Servers.binaries(), spec);
        int port = before.port();
        try (Watch watch = new Watch(before.target("postgres").withName("orders"))) {
            Servers.execute(before.target("postgres"), "CREATE TABLE t AS SELECT g AS a, repeat('x', 500) AS b FROM generate_series(1, 60000) g");
            watch.untilRecorded();
            before.close();
            try (PgCluster restored = PgCluster.start(Servers.binaries(), ClusterSpec.lasting(Servers.NEWEST, backup).withPort(port))) {
                assertThat(restored.port()).isEqualTo(port);
                watch.untilNoted(Annotation.Kind.RESTORED, "earlier position");
                watch.untilRecorded();
                assertThat(watch.targets()).hasSize(1);
                watch.assertNoSpike();
            }
        } finally {
            before.close();
        }
    }

    @Test
    void statisticsThatOthersResetAreNotedAndLeaveNoSpike() {
        Target target = Servers.newDatabase();
        try (Watch watch = new Watch(target)) {
            watch.untilRecorded();
            Servers.execute(target, "SELECT pg_stat_reset()");
            watch.untilNoted(Annotation.Kind.RESET, "reset");
            watch.untilRecorded();
            watch.assertNoSpike();
        }
    }

    /** A target that is recorded. */
    private final class Watch implements AutoCloseable {
        private final Journal journal = new Journal(() -> repository, QUICK, Audits.scratch(), InstantSource.system());
        private final OneConnection line;
        private final Sampler sampler;
        private final Recorder recorder;

        Watch(Target target) {
            line = new OneConnection(target, SessionSpec.sampler());
            sampler = new Sampler(new Db(target, line), InstantSource.system());
            recorder = Recorder.vitals(sampler, journal, target);
        }

        /** Until a sample from after this call is there. */
        void untilRecorded() {
            Instant from = InstantSource.system().instant();
            Await.until("it is recorded", PATIENCE, () -> {
                journal.flush();
                History h = recorder.history();
                Instant newest = h == null ? null : h.newest();
                return newest != null && newest.isAfter(from.plusSeconds(2));
            });
        }

        void untilNoted(Annotation.Kind kind, String words) {
            Await.until(kind + " is noted", PATIENCE, () -> {
                sampler.refresh();
                journal.flush();
                return Objects.requireNonNull(recorder.history()).annotations(begin.minus(Duration.ofDays(1)), begin.plus(Duration.ofDays(1))).stream()
                        .anyMatch(a -> a.kind() == kind && a.text().contains(words));
            });
        }

        List<Repository.Known> targets() {
            return Objects.requireNonNull(journal.repository()).targets();
        }

        /** No rate is negative, and none is what a counter that began anew would make of it. */
        void assertNoSpike() {
            var span = Objects.requireNonNull(recorder.history()).between(begin, InstantSource.system().instant(), Duration.ofSeconds(1),
                    List.of(Figure.TRANSACTIONS.name(), Figure.WAL_BYTES.name()));
            assertThat(span.means().get(Figure.TRANSACTIONS.name())).satisfies(v -> within(v, 100_000));
            assertThat(span.means().get(Figure.WAL_BYTES.name())).satisfies(v -> within(v, 1e10));
        }

        private static void within(double[] values, double most) {
            assertThat(DoubleStream.of(values).filter(v -> v < 0 || v > most)).isEmpty();
        }

        @Override
        public void close() {
            recorder.close();
            sampler.close();
            line.close();
            journal.close();
        }
    }
}
