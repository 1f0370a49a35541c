package dev.howdah.engine.job;

import static org.assertj.core.api.Assertions.assertThat;

import dev.howdah.engine.cluster.ClusterSpec;
import dev.howdah.engine.cluster.PgCluster;
import dev.howdah.engine.db.Db;
import dev.howdah.engine.db.SessionSpec;
import dev.howdah.engine.db.Target;
import dev.howdah.engine.pool.EnginePool;
import dev.howdah.engine.pool.PoolSpec;
import dev.howdah.engine.sample.Link;
import dev.howdah.engine.sample.Sampler;
import dev.howdah.testing.Audits;
import dev.howdah.testing.Await;
import dev.howdah.testing.Copies;
import dev.howdah.testing.Proxy;
import dev.howdah.testing.Servers;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Jobs and the sampler on a network that is slow or loses one direction, and through the failure of a primary. */
@Tag("campaign")
class NetworkFaultsTest {
    private static final Duration LONG = Duration.ofMinutes(10);
    private static final Knobs KNOBS = Knobs.usual().withMaxRows(50).withHeadRoom(0).withStopRule(10_000, 0);

    @TempDir
    Path folder;

    @Test
    void aSlowNetworkSlowsDownAndLosesNothing() {
        Target target = Servers.newDatabase();
        table(target, 300);
        try (Proxy proxy = new Proxy(target.hosts().getFirst().port());
                JobRunner runner = new JobRunner(through(proxy, target), Audits.scratch(), InstantSource.system())) {
            proxy.slow(Duration.ofMillis(60));
            JobRun run = runner.start(new CounterJob("t"), Arguments.none(), KNOBS);
            assertThat(run.await(LONG).phase()).as(run.status().message()).isEqualTo(Phase.DONE);
        }
        assertThat(wrong(target)).isZero();
    }

    /** The statements arrive, their answers do not: whether a chunk was committed is known only from its note. */
    @Test
    void lostAnswersDoubleNothing() {
        Target target = Servers.newDatabase();
        table(target, 500);
        UUID id = UUID.randomUUID();
        try (Proxy proxy = new Proxy(target.hosts().getFirst().port());
                JobRunner runner = new JobRunner(through(proxy, target), Audits.scratch(), InstantSource.system())) {
            for (int round = 0; round < 5; round++) {
                JobRun run = round == 0
                        ? runner.start(id, new CounterJob("t"), Arguments.none(), KNOBS, "", RunLog.silent())
                        : runner.resume(id, new CounterJob("t"), Arguments.none(), KNOBS, "", RunLog.silent());
                long before = run.status().chunks();
                Await.until("a chunk", LONG, () -> run.status().chunks() > before || run.status().phase() == Phase.DONE);
                proxy.deaf(true);
                run.leave();
                proxy.cut();
                proxy.deaf(false);
                run.await(LONG);
            }
            assertThat(runner.resume(id, new CounterJob("t"), Arguments.none(), KNOBS, "", RunLog.silent()).await(LONG).phase()).isEqualTo(Phase.DONE);
        }
        assertThat(wrong(target)).isZero();
    }

    /** The standby has every commit that was answered, and takes the primary's place under the same address. */
    @Test
    void jobsAndSamplerGoOnAfterAFailover() throws Exception {
        ClusterSpec spec = ClusterSpec.lasting(18, folder.resolve("primary")).with("fsync", "off").with("synchronous_standby_names", "mirror");
        Copies.standby(spec.with("synchronous_standby_names", ""), folder.resolve("standby"));
        try (PgCluster primary = PgCluster.start(Servers.binaries(), spec);
                PgCluster standby = PgCluster.start(Servers.binaries(), Copies.following(primary, 18, folder.resolve("standby")));
                Proxy proxy = new Proxy(primary.port())) {
            Target there = through(proxy, primary.target("postgres"));
            table(primary.target("postgres"), 5_000);
            try (JobRunner runner = new JobRunner(there, Audits.scratch(), InstantSource.system());
                    EnginePool pool = new EnginePool("sampler", there, SessionSpec.sampler(), PoolSpec.sampler(), new SimpleMeterRegistry(), Clock.systemUTC());
                    Sampler sampler = new Sampler(new Db(there, pool.dataSource()), Clock.systemUTC())) {
                sampler.onLink(l -> { });
                Await.until("the sampler is there", LONG, () -> sampler.link() instanceof Link.Up);
                JobRun run = runner.start(new CounterJob("t"), Arguments.none(), KNOBS);
                Await.until("some chunks", LONG, () -> run.status().chunks() > 3);
                proxy.refuse(true);
                primary.close();
                Servers.execute(standby.target("postgres"), "SELECT pg_promote(true, 600)");
                proxy.leadTo(standby.port());
                proxy.refuse(false);
                assertThat(run.await(LONG).phase()).as(run.status().message()).isEqualTo(Phase.DONE);
                sampler.refresh();
                Await.until("the sampler reads the new primary", LONG, () -> sampler.link() instanceof Link.Up);
            }
            assertThat(wrong(standby.target("postgres"))).isZero();
        }
    }

    private static Target through(Proxy proxy, Target t) {
        return new Target("far", List.of(new Target.Host("127.0.0.1", proxy.port())), t.database(), t.user(), t.password(), t.tls(), t.environment(),
                t.properties());
    }

    private static void table(Target target, int rows) {
        Servers.execute(target, "CREATE TABLE t (id int PRIMARY KEY, n int NOT NULL DEFAULT 0)", "INSERT INTO t SELECT generate_series(1, " + rows + ")");
    }

    /** Rows that were done never or more than once. */
    private static long wrong(Target target) {
        return Servers.db(target).call(h -> h.createQuery("SELECT count(*) FROM t WHERE n <> 1").mapTo(Long.class).one());
    }
}
