package dev.howdah.engine.pool.sources;

import static org.assertj.core.api.Assertions.assertThat;

import dev.howdah.engine.db.Connections;
import dev.howdah.engine.db.Db;
import dev.howdah.engine.db.SessionSpec;
import dev.howdah.engine.db.Target;
import dev.howdah.engine.pool.EnginePool;
import dev.howdah.engine.pool.PoolSpec;
import dev.howdah.engine.pool.sources.PathRow.Cause;
import dev.howdah.testing.Audits;
import dev.howdah.testing.Await;
import dev.howdah.testing.Servers;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PathTest {
    private static final PoolSpec TWO = PoolSpec.of(2, 0, Duration.ZERO, true).withTimeout(Duration.ofSeconds(60));

    @TempDir
    java.nio.file.Path folder;

    private static EnginePool pool(Target target) {
        SessionSpec patient = new SessionSpec("engine", false, Duration.ZERO, Duration.ZERO, Duration.ZERO);
        return new EnginePool("shop", target, patient, TWO, new SimpleMeterRegistry(), Clock.systemUTC());
    }

    private static Target table() {
        Target target = Servers.newDatabase();
        Servers.execute(target, "CREATE TABLE \"or\"\"ders\" (id int PRIMARY KEY, n int)",
                "INSERT INTO \"or\"\"ders\" VALUES (1, 0), (2, 0)");
        return target;
    }

    private static Connection lockRow(Target target, String application) throws SQLException {
        Connection c = Connections.open(target, SessionSpec.interactive());
        c.setAutoCommit(false);
        try (var s = c.createStatement()) {
            s.execute("SET application_name = '" + application.replace("'", "''") + "'");
            s.execute("UPDATE \"or\"\"ders\" SET n = n + 1 WHERE id = 1");
        }
        return c;
    }

    private static List<Thread> callers(EnginePool pool, int n) {
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < n; i++) {
            threads.add(Thread.ofVirtual().name("checkout-" + i).start(() -> {
                try (Connection c = pool.dataSource().getConnection();
                        var s = c.createStatement()) {
                    s.execute("UPDATE \"or\"\"ders\" SET n = n + 1 WHERE id = 1");
                } catch (SQLException e) {
                    Thread.currentThread().interrupt();
                }
            }));
        }
        return threads;
    }

    private static PathView awaitView(Path path, Db db, String what, java.util.function.Predicate<PathView> right) {
        PathView[] last = new PathView[1];
        Await.until(what, () -> {
            last[0] = path.look(db);
            return right.test(last[0]);
        });
        return last[0];
    }

    @Test
    void withAPoolOfTwoAndOneRowLockItNamesTheLockNotThePool() throws Exception {
        Target target = table();
        String app = "or'ders-\"api\"\u202e 🐘";
        try (EnginePool pool = pool(target);
                Connection holder = lockRow(target, app)) {
            List<Thread> callers = callers(pool, 5);
            Path path = new Path(pool, () -> null, Clock.systemUTC());
            PathView view = awaitView(path, Servers.db(target), "two wait for the lock and three for the pool", v ->
                    v.rows().stream().filter(r -> r.caller().thread() != null && r.cause() == Cause.LOCK).count() == 2
                            && v.rows().size() == 3);
            int holderPid = holder.unwrap(org.postgresql.PGConnection.class).getBackendPID();
            assertThat(view.culprit()).isEqualTo(Cause.LOCK);
            assertThat(view.rows()).allSatisfy(r -> {
                assertThat(r.cause()).isEqualTo(Cause.LOCK);
                assertThat(r.blocker()).isNotNull();
                assertThat(r.blocker().pid()).isEqualTo(holderPid);
                assertThat(r.blocker().application()).startsWith("or'ders");
            });
            assertThat(view.rows()).filteredOn(r -> r.backend() != null).allSatisfy(r -> {
                assertThat(r.caller().thread()).startsWith("checkout-");
                assertThat(r.blocker().relation()).isEqualTo("\"or\"\"ders\"");
                assertThat(r.blocker().rowLock()).isTrue();
            });
            assertThat(view.rows()).filteredOn(r -> r.backend() == null).singleElement()
                    .satisfies(r -> assertThat(r.caller().waiting()).isEqualTo(3));
            assertThat(view.sentence())
                    .startsWith("Pool is exhausted: 2 of 2 in use, 3 waiting. Session " + holderPid + " (or'ders-")
                    .contains("row lock on \"or\"\"ders\" since ")
                    .endsWith("2 connections wait for it. A larger pool would not help.");
            PathView weak = awaitView(path, Servers.db(Servers.unprivileged(target)), "a role without rights sees it too", v -> v.culprit() == Cause.LOCK);
            assertThat(weak.rows()).allSatisfy(r -> assertThat(r.blocker().pid()).isEqualTo(holderPid));
            holder.rollback();
            for (Thread t : callers) {
                t.join();
            }
            Await.until("nobody is to blame", () -> path.look(Servers.db(target)).culprit() == null);
        }
    }

    @Test
    void followsAConnectionThroughPgBouncerToTheLock() throws Exception {
        Target target = table();
        try (RealPgBouncer real = RealPgBouncer.start(folder, target, "transaction", 1);
                PgBouncer console = new PgBouncer(real.console(RealPgBouncer.STATS), Audits.scratch(), Clock.systemUTC());
                EnginePool pool = pool(real.app());
                Connection holder = lockRow(target, "migration")) {
            List<Thread> callers = callers(pool, 2);
            Path path = new Path(pool, console::read, Clock.systemUTC());
            PathView view = awaitView(path, Servers.db(target), "one waits for the lock and one for PgBouncer", v ->
                    v.rows().stream().anyMatch(r -> r.cause() == Cause.LOCK && r.hop() != null)
                            && v.rows().stream().anyMatch(r -> r.cause() == Cause.BOUNCER));
            PathRow locked = view.rows().getFirst();
            assertThat(locked.caller().pool()).isEqualTo("shop");
            assertThat(locked.caller().thread()).startsWith("checkout-");
            assertThat(locked.hop().database()).isEqualTo("app");
            assertThat(locked.hop().state()).isEqualTo("active");
            assertThat(locked.backend().application()).startsWith("howdah/engine#");
            assertThat(locked.blocker().application()).isEqualTo("migration");
            assertThat(view.culprit()).isEqualTo(Cause.LOCK);
            assertThat(view.sentence()).contains("(migration) holds a row lock");
            holder.rollback();
            for (Thread t : callers) {
                t.join();
            }
        }
    }

    @Test
    void saysThatThePoolIsTooSmallWhenAllAreAtWork() throws Exception {
        Target target = Servers.newDatabase();
        try (EnginePool pool = pool(target)) {
            List<Thread> callers = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                callers.add(Thread.ofVirtual().start(() -> {
                    try (Connection c = pool.dataSource().getConnection();
                            var s = c.createStatement()) {
                        s.execute("SELECT pg_sleep(30)");
                    } catch (SQLException e) {
                        Thread.currentThread().interrupt();
                    }
                }));
            }
            Path path = new Path(pool, () -> null, Clock.systemUTC());
            PathView view = awaitView(path, Servers.db(target), "two at work, two waiting", v ->
                    v.rows().stream().filter(r -> r.cause() == Cause.STATEMENT).count() == 2 && v.culprit() == Cause.POOL);
            assertThat(view.sentence()).contains("the pool is too small, or the statements are too slow");
            Servers.execute(target,
                    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()");
        }
    }

    @Test
    void saysThatTheApplicationHoldsThem() throws Exception {
        Target target = Servers.newDatabase();
        try (EnginePool pool = pool(target);
                Connection one = pool.dataSource().getConnection();
                Connection two = pool.dataSource().getConnection()) {
            one.setAutoCommit(false);
            try (var s = one.createStatement()) {
                s.execute("SELECT 1");
            }
            assertThat(two.isClosed()).isFalse();
            Thread waiter = Thread.ofVirtual().start(() -> {
                try (Connection c = pool.dataSource().getConnection()) {
                    c.isValid(1);
                } catch (SQLException e) {
                    Thread.currentThread().interrupt();
                }
            });
            Path path = new Path(pool, () -> null, Clock.systemUTC());
            PathView view = awaitView(path, Servers.db(target), "one waits", v -> v.culprit() == Cause.APPLICATION);
            assertThat(view.rows()).extracting(PathRow::cause).contains(Cause.IDLE_IN_TRANSACTION, Cause.APPLICATION);
            one.rollback();
            one.close();
            waiter.join();
        }
    }
}
