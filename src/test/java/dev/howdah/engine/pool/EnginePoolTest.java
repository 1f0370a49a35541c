package dev.howdah.engine.pool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.howdah.engine.cluster.PgCluster;
import dev.howdah.engine.db.Db;
import dev.howdah.engine.db.DbException;
import dev.howdah.engine.db.DbProblem;
import dev.howdah.engine.db.Secret;
import dev.howdah.engine.db.SessionSpec;
import dev.howdah.engine.db.Target;
import dev.howdah.testing.Await;
import dev.howdah.testing.Servers;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.postgresql.PGConnection;

class EnginePoolTest {
    private static final PoolSpec SMALL = PoolSpec.of(2, 1, Duration.ZERO, true)
            .withTimeout(Duration.ofSeconds(60))
            .withLeakThreshold(Duration.ofMillis(1));
    /** What a test waits for that expects to get nothing. */
    private static final Duration SOON = Duration.ofSeconds(2);

    private static EnginePool pool(Target target, PoolSpec spec) {
        return pool(target, SessionSpec.engine(), spec);
    }

    private static EnginePool pool(Target target, SessionSpec session, PoolSpec spec) {
        return new EnginePool("test", target, session, spec, new SimpleMeterRegistry(), Clock.systemUTC());
    }

    private static int one(Connection c, String query) throws SQLException {
        try (var s = c.createStatement();
                var rs = s.executeQuery(query)) {
            rs.next();
            return rs.getInt(1);
        }
    }

    @Test
    void countsEveryEvent() throws SQLException {
        try (EnginePool pool = pool(Servers.newDatabase(), SMALL)) {
            List<Connection> out = new ArrayList<>();
            for (int i = 0; i < 3; i++) {
                out.add(pool.dataSource().getConnection());
            }
            pool.apply(SMALL.withTimeout(SOON));
            assertThatThrownBy(() -> pool.dataSource().getConnection()).isInstanceOf(SQLException.class);
            PoolStats full = pool.stats();
            assertThat(full.active()).isEqualTo(3);
            assertThat(full.overflow()).isEqualTo(1);
            assertThat(full.used()).isEqualTo(1);
            assertThat(full.events()).isEqualTo(new PoolStats.Events(3, 3, 0, 0, 0, 1, 0));
            for (Connection c : out) {
                c.close();
                c.close();
            }
            PoolStats rested = pool.stats();
            assertThat(rested.active()).isZero();
            assertThat(rested.idle()).isEqualTo(3);
            assertThat(rested.events().checkin()).isEqualTo(3);
            assertThat(rested.acquire().count()).isEqualTo(4);
            assertThat(rested.acquire().max()).as("the limit of now, not that of the beginning")
                    .isGreaterThanOrEqualTo(SOON.toMillis()).isLessThan(SMALL.timeout().toMillis());
            assertThat(rested.usage().count()).isEqualTo(3);
            assertThat(rested.usage().p50()).isPositive().isLessThanOrEqualTo(rested.usage().p99());
            assertThat(rested.creation().count()).isEqualTo(3);
            assertThat(rested.problem()).isNull();
        }
    }

    @Test
    void addsUpTheTimeInUse() throws SQLException {
        try (EnginePool pool = pool(Servers.newDatabase(), SMALL)) {
            long start = System.nanoTime();
            Connection c = pool.dataSource().getConnection();
            one(c, "SELECT 1 FROM pg_sleep(0.2)");
            assertThat(pool.stats().busySeconds()).isBetween(0.2, (System.nanoTime() - start) / 1e9);
            c.close();
            double after = pool.stats().busySeconds();
            assertThat(after).isGreaterThanOrEqualTo(0.2);
            assertThat(pool.stats().busySeconds()).isEqualTo(after);
            assertThat(pool.stats().usage().max()).isGreaterThanOrEqualTo(200);
        }
    }

    @Test
    void showsALeakWithTheStackThatTookIt() throws SQLException {
        try (EnginePool pool = pool(Servers.newDatabase(), SMALL)) {
            Connection leaked = takeAndForget(pool);
            Await.until("a leak is seen", () -> !pool.leaks().isEmpty());
            Leak leak = pool.leaks().getFirst();
            assertThat(leak.thread()).isEqualTo(Thread.currentThread().getName());
            assertThat(leak.backendPid()).isEqualTo(one(leaked, "SELECT pg_backend_pid()"));
            assertThat(leak.stack().getFirst().getMethodName()).isEqualTo("takeAndForget");
            assertThat(leak.since()).isBeforeOrEqualTo(Clock.systemUTC().instant());

            assertThat(pool.reclaim(leak.id())).isTrue();
            assertThatThrownBy(() -> one(leaked, "SELECT 1")).isInstanceOf(SQLException.class);
            Await.until("the place is free again", () -> pool.stats().active() == 0);
            Await.until("it counts as invalidated", () -> pool.stats().events().invalidate() == 1);
            assertThat(pool.leaks()).isEmpty();
            assertThat(pool.reclaim(leak.id())).isFalse();
            leaked.close();
            assertThat(pool.stats().events().checkin()).isZero();
        }
    }

    private static Connection takeAndForget(EnginePool pool) throws SQLException {
        return pool.dataSource().getConnection();
    }

    @Test
    void reclaimsAConnectionWhoseStatementStillRuns() throws Exception {
        try (EnginePool pool = pool(Servers.newDatabase(), SMALL)) {
            Connection busy = pool.dataSource().getConnection();
            Thread runner = Thread.ofVirtual().start(() -> {
                try {
                    one(busy, "SELECT 1 FROM pg_sleep(300)");
                } catch (SQLException e) {
                    Thread.currentThread().interrupt();
                }
            });
            Await.until("a leak is seen", () -> !pool.leaks().isEmpty());
            Await.until("the place is free again", () -> {
                pool.leaks().forEach(l -> pool.reclaim(l.id()));
                return pool.stats().active() == 0;
            });
            assertThat(runner.join(Duration.ofSeconds(60))).isTrue();
        }
    }

    @Test
    void takesNoStackTracesWhenLeaksAreNotLookedFor() throws SQLException {
        try (EnginePool pool = pool(Servers.newDatabase(), SMALL.withLeakThreshold(Duration.ZERO));
                Connection c = pool.dataSource().getConnection()) {
            assertThat(c.isValid(1)).isTrue();
            assertThat(pool.leaks()).isEmpty();
            assertThat(pool.loans()).singleElement().satisfies(l -> {
                assertThat(l.applicationName()).isEqualTo("howdah/engine");
                assertThat(l.backendPid()).isPositive();
            });
        }
    }

    @Test
    void growsAndShrinksWhileItRuns() throws SQLException {
        try (EnginePool pool = pool(Servers.newDatabase(), SMALL)) {
            pool.resize(6, 0);
            List<Connection> out = new ArrayList<>();
            for (int i = 0; i < 6; i++) {
                out.add(pool.dataSource().getConnection());
            }
            assertThat(pool.stats().active()).isEqualTo(6);
            for (Connection c : out.subList(0, 4)) {
                c.close();
            }
            pool.resize(2, 0);
            Await.until("idle ones are closed", () -> pool.stats().total() <= 2);
            for (Connection c : out.subList(4, 6)) {
                c.close();
            }
            Await.until("two are left", () -> pool.stats().total() == 2);
            assertThat(pool.stats().spec().max()).isEqualTo(2);
        }
    }

    @Test
    void replacesEveryConnectionOnSoftEvict() throws SQLException {
        try (EnginePool pool = pool(Servers.newDatabase(), SMALL.withSize(1, 0))) {
            Connection c = pool.dataSource().getConnection();
            int before = one(c, "SELECT pg_backend_pid()");
            pool.softEvict();
            assertThat(one(c, "SELECT pg_backend_pid()")).isEqualTo(before);
            c.close();
            try (Connection next = pool.dataSource().getConnection()) {
                assertThat(one(next, "SELECT pg_backend_pid()")).isNotEqualTo(before);
            }
            Await.until("the old one is gone", () -> pool.stats().events().invalidate() == 1);
        }
    }

    @Test
    void lendsNothingWhileSuspended() throws Exception {
        try (EnginePool pool = pool(Servers.newDatabase(), SMALL)) {
            pool.suspend();
            List<Connection> got = new ArrayList<>();
            Thread caller = Thread.ofVirtual().start(() -> {
                try (Connection c = pool.dataSource().getConnection()) {
                    got.add(c);
                } catch (SQLException e) {
                    Thread.currentThread().interrupt();
                }
            });
            Await.until("the caller waits", () -> pool.stats().pending() == 1);
            assertThat(pool.stats().suspended()).isTrue();
            assertThat(got).isEmpty();
            pool.resume();
            assertThat(caller.join(Duration.ofSeconds(60))).isTrue();
            assertThat(got).hasSize(1);
            pool.apply(SMALL.withTimeout(SOON));
            pool.suspend();
            assertThatThrownBy(() -> pool.dataSource().getConnection()).hasMessageContaining("suspended");
            assertThat(pool.stats().events().timeout()).isEqualTo(1);
        }
    }

    @Test
    void takesAnotherSpecWhileItRuns() throws SQLException {
        try (EnginePool pool = pool(Servers.newDatabase(), SMALL)) {
            for (PoolSpec.Preset p : PoolSpec.presets()) {
                pool.apply(p.spec());
                assertThat(pool.spec()).isEqualTo(p.spec());
                try (Connection c = pool.dataSource().getConnection()) {
                    assertThat(one(c, "SELECT 1")).isEqualTo(1);
                }
            }
            pool.apply(SMALL);
            Await.until("back to a small pool", () -> pool.stats().total() <= 3);
        }
    }

    @Test
    void survivesAKilledBackend() throws SQLException {
        Target target = Servers.newDatabase();
        try (EnginePool pool = pool(target, SMALL.withSize(1, 0))) {
            try (Connection c = pool.dataSource().getConnection()) {
                int pid = one(c, "SELECT pg_backend_pid()");
                Servers.execute(target, "SELECT pg_terminate_backend(" + pid + ", 10000)");
                assertThatThrownBy(() -> one(c, "SELECT 1")).isInstanceOf(SQLException.class);
            }
            Await.until("the dead one is closed", () -> pool.stats().events().invalidate() == 1);
            try (Connection c = pool.dataSource().getConnection()) {
                assertThat(one(c, "SELECT 1")).isEqualTo(1);
            }
        }
    }

    @Test
    void prePingFindsADeadConnectionBeforeItIsLent() throws Exception {
        Target target = Servers.newDatabase();
        try (EnginePool pool = pool(target, SMALL.withSize(1, 0))) {
            int pid;
            try (Connection c = pool.dataSource().getConnection()) {
                pid = one(c, "SELECT pg_backend_pid()");
            }
            Servers.execute(target, "SELECT pg_terminate_backend(" + pid + ", 10000), pg_sleep(0.6)");
            try (Connection c = pool.dataSource().getConnection()) {
                assertThat(one(c, "SELECT pg_backend_pid()")).isNotEqualTo(pid);
            }
            assertThat(pool.stats().events().invalidate()).isEqualTo(1);
        }
    }

    @Test
    void startsWhileTheServerIsAwayAndSaysWhyNobodyIsServed() throws IOException {
        int port = freePort();
        Target nobody = new Target("n", List.of(new Target.Host("127.0.0.1", port)), "d", "u", null,
                dev.howdah.engine.db.Tls.disable(), dev.howdah.engine.db.Environment.PRODUCTION, Map.of());
        try (EnginePool pool = pool(nobody, SMALL.withTimeout(SOON))) {
            Db db = new Db(nobody, pool.dataSource());
            assertThatThrownBy(db::server).isInstanceOfSatisfying(
                    DbException.class, e -> assertThat(e.problem()).isInstanceOf(DbProblem.Unreachable.class));
            assertThat(pool.stats().problem()).isInstanceOf(DbProblem.Unreachable.class);
            assertThat(pool.stats().events().failure()).isPositive();
        }
    }

    @Test
    void saysThatTheLoginWasRefused() {
        Target wrong = Servers.newDatabase().withUser(PgCluster.USER, new Secret("wrong"));
        try (EnginePool pool = pool(wrong, SMALL.withTimeout(SOON))) {
            Db db = new Db(wrong, pool.dataSource());
            assertThatThrownBy(db::server).isInstanceOfSatisfying(
                    DbException.class, e -> assertThat(e.problem()).isInstanceOf(DbProblem.LoginRefused.class));
        }
    }

    @Test
    void saysThatThePoolIsExhausted() throws SQLException {
        Target target = Servers.newDatabase();
        try (EnginePool pool = pool(target, SMALL.withSize(1, 0));
                Connection held = pool.dataSource().getConnection()) {
            assertThat(held.isClosed()).isFalse();
            pool.apply(pool.spec().withTimeout(SOON));
            assertThatThrownBy(new Db(target, pool.dataSource())::server).isInstanceOfSatisfying(
                    DbException.class, e -> assertThat(e.problem()).isInstanceOf(DbProblem.Timeout.class));
        }
    }

    @Test
    void timesOutOnAPausedServerAndRecovers() throws Exception {
        try (PgCluster server = Servers.own(18, Map.of())) {
            Target target = server.target("postgres");
            SessionSpec hasty = new SessionSpec("t", true, Duration.ofSeconds(3), Duration.ZERO, Duration.ZERO);
            try (EnginePool pool = pool(target, hasty, SMALL.withSize(1, 0))) {
                Connection c = pool.dataSource().getConnection();
                int pid = one(c, "SELECT pg_backend_pid()");
                signal(pid, "STOP");
                try {
                    assertThatThrownBy(() -> one(c, "SELECT 1")).isInstanceOf(SQLException.class);
                    c.close();
                } finally {
                    signal(pid, "CONT");
                }
                try (Connection next = pool.dataSource().getConnection()) {
                    assertThat(one(next, "SELECT 1")).isEqualTo(1);
                }
                assertThat(pool.stats().events().invalidate()).isEqualTo(1);
            }
        }
    }

    private static void signal(int pid, String signal) throws Exception {
        assertThat(new ProcessBuilder("kill", "-" + signal, String.valueOf(pid)).start().waitFor()).isZero();
    }

    @Test
    void aReadOnlySessionStaysReadOnlyInThePool() throws SQLException {
        Target target = Servers.newDatabase();
        try (EnginePool pool = pool(target, SessionSpec.sampler(), PoolSpec.sampler())) {
            Db db = new Db(target, pool.dataSource());
            for (int i = 0; i < 2; i++) {
                assertThatThrownBy(() -> db.execute("CREATE TABLE t (n int)")).isInstanceOfSatisfying(
                        DbException.class, e -> assertThat(e.problem()).isInstanceOf(DbProblem.ReadOnly.class));
            }
            assertThat(pool.stats().total()).isEqualTo(1);
        }
    }

    @Test
    void rollsBackWhatACallerLeftOpen() throws SQLException {
        Target target = Servers.newDatabase();
        Servers.execute(target, "CREATE TABLE t (n int)");
        try (EnginePool pool = pool(target, SMALL.withSize(1, 0))) {
            try (Connection c = pool.dataSource().getConnection();
                    var s = c.createStatement()) {
                c.setAutoCommit(false);
                s.execute("INSERT INTO t VALUES (1)");
            }
            try (Connection c = pool.dataSource().getConnection()) {
                assertThat(c.getAutoCommit()).isTrue();
                assertThat(one(c, "SELECT count(*) FROM t")).isZero();
            }
        }
    }

    @Test
    void showsItselfToMicrometer() throws SQLException {
        var registry = new SimpleMeterRegistry();
        Target target = Servers.newDatabase();
        EnginePool pool = new EnginePool("m", target, SessionSpec.engine(), SMALL, registry, Clock.systemUTC());
        try (Connection c = pool.dataSource().getConnection()) {
            assertThat(c.unwrap(PGConnection.class).getBackendPID()).isPositive();
            assertThat(registry.get("hikaricp.connections.active").tag("pool", "m").gauge().value()).isEqualTo(1);
            assertThat(registry.get("hikaricp.connections.checkout").functionCounter().count()).isEqualTo(1);
            assertThat(registry.get("hikaricp.connections.acquire").tag("percentile", "95").gauge().value()).isPositive();
        }
        pool.close();
        assertThat(registry.getMeters()).isEmpty();
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
