package dev.howdah.engine.db;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.howdah.testing.Await;
import dev.howdah.testing.Servers;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DbTest {
    private final Target target = Servers.newDatabase();
    private final Db db = Servers.db(target);

    @ParameterizedTest
    @ValueSource(ints = {14, 15, 16, 17, 18})
    void knowsTheServer(int major) {
        Server s = Servers.db(Servers.newDatabase(major)).server();
        assertThat(s.major()).isEqualTo(major);
        assertThat(s.superuser()).isTrue();
        assertThat(s.has("pg_monitor")).isTrue();
        assertThat(s.preloaded()).contains("pg_stat_statements", "auto_explain");
        assertThat(s.extensions()).containsKey("plpgsql");
        assertThat(s.usableConnections()).isEqualTo(197);
        assertThat(s.systemIdentifier()).isNotBlank();
    }

    @ParameterizedTest
    @ValueSource(ints = {14, 18})
    void aRoleWithoutRightsLearnsLess(int major) {
        Server s = Servers.db(Servers.unprivileged(Servers.newDatabase(major))).server();
        assertThat(s.superuser()).isFalse();
        assertThat(s.has("pg_monitor")).isFalse();
        assertThat(s.has(s.user())).isTrue();
        assertThat(s.preloaded()).isEmpty();
    }

    @Test
    void readsTheServerAnewWhenTold() {
        assertThat(db.server().extensions()).doesNotContainKey("pg_buffercache");
        Servers.execute(target, "CREATE EXTENSION pg_buffercache");
        assertThat(db.server().extensions()).doesNotContainKey("pg_buffercache");
        db.forgetServer();
        assertThat(db.server().extensions()).containsKey("pg_buffercache");
    }

    @Test
    void aTransactionIsAllOrNothing() {
        db.execute("CREATE TABLE t (n int)");
        assertThatThrownBy(() -> db.tx(h -> {
                    h.execute("INSERT INTO t VALUES (1)");
                    throw new IllegalStateException("mine");
                }))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("mine");
        assertThat(count()).isZero();
        assertThat(db.<Integer>tx(h -> h.execute("INSERT INTO t VALUES (1)"))).isEqualTo(1);
        assertThat(db.update("UPDATE t SET n = :n WHERE n = 1", Map.of("n", 5))).isEqualTo(1);
        assertThat(count()).isEqualTo(1);
    }

    @Test
    void saysWhatIsMissing() {
        DbProblem p = catchThrowableOfType(DbException.class, () -> db.update("DELETE FROM nix", Map.of())).problem();
        assertThat(p).isInstanceOf(DbProblem.Missing.class);
        assertThat(p.sqlState()).isEqualTo("42P01");
        assertThat(p.detail()).isEqualTo("relation \"nix\" does not exist");
        assertThat(p.lostConnection()).isFalse();
    }

    @Test
    void cancelsEveryWayOfRunning() throws Exception {
        expectCancelled(() -> db.call(h -> h.createQuery("SELECT pg_sleep(600)").mapToMap().list()));
        expectCancelled(() -> db.update("SELECT pg_sleep(:s)", Map.of("s", 600)));
        expectCancelled(() -> {
            db.execute("SELECT pg_sleep(600)");
            return 0;
        });
        expectCancelled(() -> db.tx(h -> h.execute("SELECT pg_sleep(600)")));
    }

    private void expectCancelled(Callable<?> work) throws Exception {
        Cancellation c = new Cancellation();
        var running = CompletableFuture.supplyAsync(() -> {
            try {
                return Cancellation.call(c, work);
            } catch (Exception e) {
                throw new CompletionException(e);
            }
        }, task -> Thread.ofVirtual().start(task));
        Await.until("it runs", () -> sleeping() > 0);
        c.cancel();
        DbException e = (DbException) catchThrowableOfType(java.util.concurrent.ExecutionException.class, running::get).getCause();
        assertThat(e.problem()).isInstanceOf(DbProblem.Cancelled.class);
        assertThat(c.isCancelled()).isTrue();
        Await.until("it stopped", () -> sleeping() == 0);
        assertThat(catchThrowableOfType(DbException.class, () -> Cancellation.call(c, () -> db.update("SELECT 1", Map.of()))).problem())
                .isInstanceOf(DbProblem.Cancelled.class);
    }

    @Test
    void aCancelAtAnyInstantStopsTheStatement() throws Exception {
        for (int i = 0; i < 100; i++) {
            Cancellation c = new Cancellation();
            var running = CompletableFuture.supplyAsync(() -> catchThrowableOfType(
                    DbException.class, () -> Cancellation.call(c, () -> db.update("SELECT pg_sleep(600)", Map.of()))), task -> Thread.ofVirtual().start(task));
            java.util.concurrent.locks.LockSupport.parkNanos(i % 20 * 1_000_000L);
            c.cancel();
            assertThat(running.get(60, java.util.concurrent.TimeUnit.SECONDS).problem()).isInstanceOf(DbProblem.Cancelled.class);
        }
    }

    @Test
    void aStatementThatIsSentLongAfterTheCancelIsStoppedToo() throws Exception {
        Cancellation c = new Cancellation();
        CountDownLatch asked = new CountDownLatch(1);
        CountDownLatch sent = new CountDownLatch(1);
        try (Connection connection = Connections.open(target, new SessionSpec("test", false, java.time.Duration.ZERO, java.time.Duration.ZERO, java.time.Duration.ZERO)); Statement s = connection.createStatement()) {
            var running = CompletableFuture.supplyAsync(() -> catchThrowableOfType(SQLException.class, () -> Cancellation.call(c, () ->
                    Cancellation.running(s, () -> {
                        asked.countDown();
                        awaitOn(sent);
                        return s.execute("SELECT pg_sleep(600)");
                    }))), task -> Thread.ofVirtual().start(task));
            asked.await();
            Thread cancelling = Thread.ofVirtual().start(c::cancel);
            Await.until("cancel was asked", c::isCancelled);
            java.util.concurrent.locks.LockSupport.parkNanos(1_500_000_000L);
            sent.countDown();
            assertThat(running.get(60, java.util.concurrent.TimeUnit.SECONDS).getSQLState()).isEqualTo("57014");
            cancelling.join();
        }
    }

    private static void awaitOn(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void aTimeLimitIsNoCancellation() {
        Db hasty = Servers.db(
                target,
                new SessionSpec("test", true, java.time.Duration.ofMillis(50), java.time.Duration.ofMillis(20), java.time.Duration.ZERO));
        assertThat(catchThrowableOfType(DbException.class, () -> hasty.update("SELECT pg_sleep(5)", Map.of())).problem())
                .isInstanceOf(DbProblem.Timeout.class);
    }

    @Test
    void aLockThatIsNotGivenIsATimeout() {
        db.execute("CREATE TABLE l (n int)");
        db.tx(h -> {
            h.execute("LOCK TABLE l");
            Db sampler = Servers.db(target, SessionSpec.sampler());
            assertThat(catchThrowableOfType(DbException.class, () -> sampler.update("SELECT n FROM l", Map.of())).problem())
                    .isInstanceOf(DbProblem.Timeout.class);
            return 0;
        });
    }

    @Test
    void aFaultOfHowdahIsToldApartFromTheServers() {
        DbProblem p = DbException.of(new IllegalStateException("no mapper"), target).problem();
        assertThat(p).isInstanceOf(DbProblem.Unexpected.class);
        assertThat(p.detail()).isEqualTo("no mapper");
        assertThat(p.title()).contains("could not be used");
    }

    private long sleeping() {
        return Servers.db(target.withDatabase("postgres"))
                .call(h -> h.createQuery("SELECT count(*) FROM pg_stat_activity WHERE datname = :d AND state = 'active' AND query LIKE '%pg_sleep%'")
                        .bind("d", target.database())
                        .mapTo(Long.class)
                        .one());
    }

    private long count() {
        return db.call(h -> h.createQuery("SELECT count(*) FROM t").mapTo(Long.class).one());
    }
}
