package dev.howdah.engine.sample;

import static org.assertj.core.api.Assertions.assertThat;

import dev.howdah.engine.cluster.ClusterSpec;
import dev.howdah.engine.cluster.PgCluster;
import dev.howdah.engine.db.Connections;
import dev.howdah.engine.db.Db;
import dev.howdah.engine.db.DbException;
import dev.howdah.engine.db.DbProblem;
import dev.howdah.engine.db.SessionSpec;
import dev.howdah.engine.pool.EnginePool;
import dev.howdah.engine.pool.PoolSpec;
import dev.howdah.testing.Await;
import dev.howdah.testing.Servers;
import dev.howdah.testing.Signals;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A server of the test's own is stopped, killed and paused under a sampler as the console has it. */
class SamplerFaultsTest {
    private static final SessionSpec HASTY = new SessionSpec("sampler", true, Duration.ofSeconds(1), Duration.ofMillis(200), Duration.ZERO);

    @TempDir
    static Path folder;

    private PgCluster server = start(0);
    private final EnginePool pool = pool();
    private final Sampler sampler = new Sampler(new Db(server.target("postgres"), pool.dataSource()), Clock.systemUTC());
    private final SamplerTest.Seen<Integer> seen = new SamplerTest.Seen<>();

    @AfterEach
    void close() {
        sampler.close();
        pool.close();
        server.close();
    }

    @Test
    void goesOnAfterEveryKindOfLoss() throws Exception {
        sampler.subscribe(probe(), seen);
        awaitValue();

        // A killed backend: told once, and read again.
        Servers.execute(server.target("postgres"),
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name LIKE 'howdah/sampler%'");
        awaitValue();

        // A crash: every backend dies, the server comes back by itself.
        long backend = children().mapToLong(ProcessHandle::pid).max().orElseThrow();
        Signals.send("KILL", List.of(backend));
        awaitValue();

        // Stopped and started again on the same port.
        int port = server.port();
        server.close();
        Await.until("down", () -> sampler.link() instanceof Link.Down);
        DbProblem problem = ((Link.Down) sampler.link()).problem();
        assertThat(problem).isInstanceOfAny(DbProblem.Unreachable.class, DbProblem.ShuttingDown.class);
        seen.await(r -> r instanceof Reading.Failed<Integer> f && f.problem().lostConnection());
        server = start(port);
        awaitValue();

        // Paused: nothing hangs longer than the limits say, and it goes on where it was.
        List<Long> all = Signals.processes(server);
        Signals.send("STOP", all);
        try {
            Await.until("told that nothing comes", () -> sampler.link() instanceof Link.Down d && !d.problem().detail().isEmpty());
            sampler.link();
            sampler.refresh();
        } finally {
            Signals.send("CONT", all);
        }
        awaitValue();
    }

    @Test
    void aServerThatWaitsForItsClientsToLeaveLetsNobodyIn() throws Exception {
        sampler.subscribe(probe(), seen);
        awaitValue();
        Signals.send("TERM", List.of(server.pid()));
        Await.until("it lets nobody in", () -> refused() instanceof DbProblem.ShuttingDown);
        // The session that is open goes on.
        awaitValue();
        sampler.close();
        pool.close();
        Await.until("it ends when the last one left", () -> !server.isRunning());
        assertThat(refused()).isInstanceOf(DbProblem.Unreachable.class);
    }

    private @org.jspecify.annotations.Nullable DbProblem refused() {
        try (var c = Connections.open(server.target("postgres"), SessionSpec.interactive())) {
            return c.isValid(1) ? null : new DbProblem.Unreachable("", "");
        } catch (DbException e) {
            return e.problem();
        } catch (java.sql.SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private void awaitValue() {
        int known = seen.all.size();
        Await.until("a new value, had " + sampler.link(), Duration.ofMinutes(5), () -> seen.all.subList(known, seen.all.size()).stream()
                .anyMatch(r -> r instanceof Reading.Value));
    }

    private Stream<ProcessHandle> children() {
        return ProcessHandle.of(server.pid()).stream().flatMap(ProcessHandle::children);
    }

    private static Probe<Integer> probe() {
        return new SamplerTest.TestProbe<>(
                "one", Duration.ofMillis(100), db -> db.call(h -> h.createQuery("SELECT 1").mapTo(Integer.class).one()));
    }

    private PgCluster start(int port) {
        ClusterSpec spec = ClusterSpec.lasting(18, folder.resolve("server")).withPort(port).with("fsync", "off").with("restart_after_crash", "on");
        return PgCluster.start(Servers.binaries(), spec);
    }

    private EnginePool pool() {
        return new EnginePool("sampler", server.target("postgres"), HASTY, PoolSpec.sampler(), new SimpleMeterRegistry(), Clock.systemUTC());
    }
}
