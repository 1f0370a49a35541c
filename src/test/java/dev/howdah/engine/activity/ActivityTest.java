package dev.howdah.engine.activity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.howdah.engine.cluster.PgCluster;
import dev.howdah.engine.db.Connections;
import dev.howdah.engine.db.Db;
import dev.howdah.engine.db.DbException;
import dev.howdah.engine.db.DbProblem;
import dev.howdah.engine.db.SessionSpec;
import dev.howdah.engine.db.Target;
import dev.howdah.testing.Audits;
import dev.howdah.testing.Await;
import dev.howdah.testing.Servers;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;

class ActivityTest {
    private static final SessionSpec PATIENT = new SessionSpec(
            "patient", false, java.time.Duration.ofMinutes(30), java.time.Duration.ZERO, java.time.Duration.ZERO);

    @ParameterizedTest
    @ValueSource(ints = {14, 15, 16, 17, 18})
    void readsEveryQueryOnEveryVersion(int major) {
        Db db = Servers.db(Servers.newDatabase(major), SessionSpec.sampler());
        assertThat(Session.PROBE.read(db)).isNotEmpty().allMatch(s -> s.backendStart() != null);
        assertThat(ActiveProcess.PROBE.read(db)).isNotNull();
        assertThat(blocking(db)).isNotNull();
        assertThat(PreparedXact.PROBE.read(db)).isNotNull();
        assertThat(XminHolder.PROBE.read(db)).isNotNull();
        assertThat(Progress.PROBE.read(db)).isNotNull();
    }

    @ParameterizedTest
    @ValueSource(ints = {14, 18})
    void drawsTheQueueBehindALock(int major) throws SQLException {
        Target target = Servers.newDatabase(major);
        Servers.execute(target, "CREATE TABLE t (id int)");
        Db db = Servers.db(target);
        try (Connection holder = open(target);
                Connection writer = open(target);
                Connection reader = open(target)) {
            holder.setAutoCommit(false);
            run(holder, "SELECT count(*) FROM t");
            CompletableFuture<Void> alter = background(writer, "ALTER TABLE t ADD COLUMN x int");
            Await.until("the ALTER waits", () -> waiting(db, target).contains(pid(writer)));
            CompletableFuture<Void> select = background(reader, "SELECT count(*) FROM t");
            Await.until("the SELECT waits", () -> waiting(db, target).contains(pid(reader)));

            LockTree tree = LockTree.of(Session.PROBE.read(db), blocking(db));
            LockTree.Node root = tree.roots().stream().filter(n -> n.pid() == pid(holder)).findFirst().orElseThrow();
            assertThat(root.session()).isNotNull();
            assertThat(root.session().idleInTransaction()).isTrue();
            assertThat(root.victims()).isEqualTo(2);
            LockTree.Node second = root.waiting().getFirst();
            assertThat(root.waiting()).hasSize(1);
            assertThat(second.pid()).isEqualTo(pid(writer));
            assertThat(second.blocked()).isNotNull();
            assertThat(second.blocked().relation()).isEqualTo("t");
            assertThat(second.blocked().mode()).isEqualTo("AccessExclusiveLock");
            assertThat(second.waiting()).extracting(LockTree.Node::pid).containsExactly(pid(reader));
            assertThat(root.longestWait()).isPositive();
            holder.rollback();
            alter.join();
            select.join();
        }
    }

    @Test
    void showsPreparedTransactionsAsRoots() throws SQLException {
        try (PgCluster server = Servers.own(18, Map.of("max_prepared_transactions", "3"))) {
            Target target = server.target("postgres");
            Servers.execute(target, "CREATE TABLE t (id int)", "INSERT INTO t VALUES (1)");
            Db db = Servers.db(target);
            try (Connection c = open(target); Connection waiter = open(target)) {
                c.setAutoCommit(false);
                run(c, "UPDATE t SET id = 2");
                run(c, "PREPARE TRANSACTION 'it''s mine'");
                c.setAutoCommit(true);
                CompletableFuture<Void> update = background(waiter, "UPDATE t SET id = 3");
                Await.until("the update waits", () -> !blocking(db).isEmpty());
                LockTree tree = LockTree.of(Session.PROBE.read(db), blocking(db));
                assertThat(tree.roots()).singleElement().satisfies(r -> {
                    assertThat(r.pid()).isZero();
                    assertThat(r.victims()).isEqualTo(1);
                });
                PreparedXact xact = PreparedXact.PROBE.read(db).getFirst();
                assertThat(xact.gid()).isEqualTo("it's mine");
                assertThat(XminHolder.PROBE.read(db)).anyMatch(x -> x.kind() == XminHolder.Kind.PREPARED);
                Servers.execute(target, xact.rollback());
                update.join();
            }
        }
    }

    @Test
    void signalsOnlyTheSessionThatWasMeant() throws SQLException {
        Target target = Servers.newDatabase();
        Db db = Servers.db(target, SessionSpec.sampler());
        Signals signals = new Signals(db, Audits.scratch());
        try (Connection c = open(target)) {
            CompletableFuture<Void> sleep = background(c, "SELECT pg_sleep(1000)");
            Await.until("it sleeps", () -> find(db, pid(c)).active());
            SessionId id = find(db, pid(c)).id();
            SessionId former = new SessionId(id.pid(), id.backendStart().minusNanos(1_000));
            assertThat(signals.cancel(former)).isEqualTo(Signals.Outcome.GONE);
            assertThat(signals.terminate(former)).isEqualTo(Signals.Outcome.GONE);
            assertThat(find(db, pid(c)).active()).isTrue();
            Signals weak = new Signals(Servers.db(Servers.unprivileged(target)), Audits.scratch());
            assertThatThrownBy(() -> weak.cancel(id)).isInstanceOfSatisfying(
                    DbException.class, e -> assertThat(e.problem()).isInstanceOf(DbProblem.Denied.class));

            assertThat(signals.cancel(id)).isEqualTo(Signals.Outcome.SENT);
            assertThatThrownBy(sleep::join).isInstanceOf(CompletionException.class).hasMessageContaining("canceling statement");
            assertThat(signals.terminate(id)).isEqualTo(Signals.Outcome.SENT);
            Await.until("it is gone", () -> Session.PROBE.read(db).stream().noneMatch(s -> s.pid() == id.pid()));
        }
    }

    @Test
    void tellsHowFarACopyHasCome() throws SQLException {
        Target target = Servers.newDatabase();
        Servers.execute(target, "CREATE TABLE t (id int)");
        Db db = Servers.db(target);
        try (Connection c = open(target)) {
            CopyIn copy = c.unwrap(PGConnection.class).getCopyAPI().copyIn("COPY t FROM STDIN");
            for (int i = 0; i < 5_000; i++) {
                copy.writeToCopy("12\n".getBytes(java.nio.charset.StandardCharsets.US_ASCII), 0, 3);
            }
            copy.flushCopy();
            Await.until("the copy shows", () -> Progress.PROBE.read(db).stream().anyMatch(p -> p.pid() == pid(c) && p.done() > 1_000));
            Progress p = Progress.PROBE.read(db).stream().filter(x -> x.pid() == pid(c)).findFirst().orElseThrow();
            assertThat(p.command()).isEqualTo("COPY FROM");
            assertThat(p.relation()).isEqualTo("t");
            assertThat(p.unit()).isEqualTo(Progress.Unit.ROWS);
            assertThat(p.share()).isNaN();
            copy.endCopy();
        }
    }

    @Test
    void tellsWhoHoldsTheHorizon() throws SQLException {
        Target target = Servers.newDatabase();
        Db db = Servers.db(target);
        try (Connection c = open(target)) {
            c.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
            c.setAutoCommit(false);
            run(c, "SELECT 1");
            assertThat(XminHolder.PROBE.read(db)).anyMatch(
                    x -> x.kind() == XminHolder.Kind.SESSION && x.pid() != null && x.pid() == pid(c) && x.name().equals("howdah/patient"));
            c.rollback();
        }
    }

    @Test
    void saysWhatAWeakRoleDoesNotSee() {
        Target target = Servers.newDatabase();
        Db weak = Servers.db(Servers.unprivileged(target));
        assertThat(Session.PROBE.missing(weak)).isNull();
        assertThat(Session.PROBE.partial(weak)).singleElement()
                .satisfies(l -> assertThat(l.remedy()).startsWith("GRANT pg_read_all_stats TO"));
        assertThat(Session.PROBE.read(weak)).isNotEmpty();
        assertThat(blocking(weak)).isNotNull();
    }

    @ParameterizedTest
    @ValueSource(ints = {14, 18})
    void aWeakRoleSeesWhoWaitsForWhom(int major) throws SQLException {
        Target target = Servers.newDatabase(major);
        Servers.execute(target, "CREATE TABLE t (id int)");
        Db weak = Servers.db(Servers.unprivileged(target));
        try (Connection holder = open(target); Connection waiter = open(target)) {
            holder.setAutoCommit(false);
            run(holder, "LOCK TABLE t IN ACCESS EXCLUSIVE MODE");
            CompletableFuture<Void> waits = background(waiter, "SELECT count(*) FROM t");
            Await.until("it is seen", () -> waiting(weak, target).contains(pid(waiter)));
            LockTree.Node root = LockTree.of(Session.PROBE.read(weak), blocking(weak)).roots().stream()
                    .filter(n -> n.pid() == pid(holder)).findFirst().orElseThrow();
            assertThat(root.victims()).isEqualTo(1);
            holder.rollback();
            waits.handle((done, refused) -> true).join();
        }
    }

    private static List<Integer> waiting(Db db, Target target) {
        return blocking(db).stream().map(Blocking::pid).toList();
    }

    /** It gives up after a fifth of a second, for which a busy machine may do nothing at all. */
    private static List<Blocking> blocking(Db db) {
        AtomicReference<List<Blocking>> read = new AtomicReference<>();
        Await.until("it answers in time", () -> {
            try {
                read.set(Blocking.PROBE.read(db));
                return true;
            } catch (DbException e) {
                if (e.problem() instanceof DbProblem.Timeout) {
                    return false;
                }
                throw e;
            }
        });
        return read.get();
    }

    private static Session find(Db db, int pid) {
        return Session.PROBE.read(db).stream().filter(s -> s.pid() == pid).findFirst().orElseThrow();
    }

    private static Connection open(Target target) {
        return Connections.open(target, PATIENT);
    }

    private static int pid(Connection c) {
        try {
            return c.unwrap(PGConnection.class).getBackendPID();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void run(Connection c, String sql) throws SQLException {
        try (Statement s = c.createStatement()) {
            s.execute(sql);
        }
    }

    private static CompletableFuture<Void> background(Connection c, String sql) {
        return CompletableFuture.runAsync(() -> {
            try {
                run(c, sql);
            } catch (SQLException e) {
                throw new IllegalStateException(e.getMessage(), e);
            }
        }, r -> Thread.ofVirtual().start(r));
    }
}
