package dev.howdah.engine.apply;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.howdah.engine.apply.Applied.Stage;
import dev.howdah.engine.audit.Act;
import dev.howdah.engine.audit.AuditLog;
import dev.howdah.engine.audit.AuditQuery;
import dev.howdah.engine.cluster.PgCluster;
import dev.howdah.engine.db.Connections;
import dev.howdah.engine.db.Db;
import dev.howdah.engine.db.Environment;
import dev.howdah.engine.db.Secret;
import dev.howdah.engine.db.SessionSpec;
import dev.howdah.engine.db.Target;
import dev.howdah.engine.db.Tls;
import dev.howdah.engine.job.JobException;
import dev.howdah.engine.job.JobRunner;
import dev.howdah.testing.Audits;
import dev.howdah.testing.Await;
import dev.howdah.testing.Jvm;
import dev.howdah.testing.Servers;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ApplyingTest {
    private static final Measuring SHORT = new Measuring(Duration.ofMillis(2500), 5);

    private final Target target = Servers.newDatabase();
    private final Db db = Servers.db(target);
    private final AuditLog audit = Audits.scratch();

    @TempDir
    Path folder;

    @Test
    void anIndexThatHelpsIsSeenToHelp() throws Exception {
        table();
        Servers.execute(target, "CREATE EXTENSION pg_stat_statements");
        try (JobRunner runner = runner(target); Clients clients = new Clients(target, "SELECT count(*) FROM orders WHERE customer = 77", 2)) {
            Applying applying = applying(runner, target);
            Remedy remedy = remedy("CREATE INDEX CONCURRENTLY orders_customer ON public.orders (customer)", List.of(clients.queryId(db)));
            Applied planned = applying.prepare(remedy, SHORT);
            assertThat(planned.undo()).isEqualTo("DROP INDEX CONCURRENTLY IF EXISTS public.orders_customer");
            List<Stage> stages = new ArrayList<>();
            Applied done = applying.apply(planned.id(), "", a -> stages.add(a.stage()));
            assertThat(stages).containsExactly(Stage.MEASURING_BEFORE, Stage.RUNNING, Stage.MEASURING_AFTER, Stage.DECIDED);
            assertThat(done.verdict()).isNotNull();
            assertThat(done.verdict().kind()).as(done.verdict().sentence()).isEqualTo(Verdict.Kind.HELPED);
            assertThat(done.verdict().factor()).isGreaterThan(3);
            assertThat(done.undoProposed()).isFalse();
            assertThat(applying(runner, target).all()).containsExactly(done);
            assertThat(audit.read(AuditQuery.newest(10))).anyMatch(e -> e.act() == Act.JOB && planned.undo().equals(e.undo()));
        }
    }

    @Test
    void anIndexThatDoesNotHelpIsProposedForUndoAndUndone() throws Exception {
        table();
        Servers.execute(target, "CREATE EXTENSION pg_stat_statements");
        try (JobRunner runner = runner(target); Clients clients = new Clients(target, "SELECT pg_sleep(0.2)", 4)) {
            Applying applying = applying(runner, target);
            Remedy useless = remedy("CREATE INDEX useless ON orders (total)", List.of(clients.queryId(db)));
            Applied done = applying.apply(applying.prepare(useless, SHORT).id(), "", a -> {});
            // A busy machine may make a quiet measurement impossible for a while.
            for (int i = 0; i < 8 && done.verdict().kind() != Verdict.Kind.DID_NOT_HELP; i++) {
                applying.undo(done.id(), "", a -> {});
                done = applying.apply(applying.prepare(useless, SHORT).id(), "", a -> {});
            }
            UUID id = done.id();
            assertThat(index("useless")).isEqualTo("valid");
            assertThat(done.verdict().kind()).as(done.verdict().sentence()).isEqualTo(Verdict.Kind.DID_NOT_HELP);
            assertThat(done.undoProposed()).isTrue();
            assertThat(applying.undo(id, "", a -> {}).stage()).isEqualTo(Stage.UNDONE);
            assertThat(index("useless")).isEqualTo("none");
            assertThatThrownBy(() -> applying.undo(id, "", a -> {})).isInstanceOf(JobException.class);
        }
    }

    @Test
    void aDroppedIndexComesBackAsItWas() {
        table();
        Servers.execute(target, "CREATE EXTENSION pg_stat_statements",
                "CREATE UNIQUE INDEX \"Odd one\" ON orders USING btree (lower(note) DESC NULLS LAST, id) INCLUDE (total)"
                        + " WITH (fillfactor = 70) TABLESPACE pg_default WHERE note <> 'it''s; WHERE'",
                "COMMENT ON INDEX \"Odd one\" IS 'kept; by ''us'''");
        String before = definition("Odd one");
        try (JobRunner runner = runner(target)) {
            Applying applying = applying(runner, target);
            Remedy drop = new Remedy("drop", "DROP INDEX public.\"Odd one\"", List.of(), Map.of(), Remedy.Aim.NOT_SLOWER);
            Applied done = applying.apply(applying.prepare(drop, new Measuring(Duration.ofMillis(300), 3)).id(), "", a -> {});
            assertThat(index("Odd one")).isEqualTo("none");
            Applied undone = applying.undo(done.id(), "", a -> {});
            assertThat(undone.stage()).as(() -> undone.message()).isEqualTo(Stage.UNDONE);
            assertThat(definition("Odd one")).isEqualTo(before);
            assertThat(index("Odd one")).isEqualTo("valid");
        }
    }

    @Test
    void aBuildThatFailsLeavesNothing() {
        table();
        Servers.execute(target, "CREATE EXTENSION pg_stat_statements");
        try (JobRunner runner = runner(target)) {
            Applying applying = applying(runner, target);
            Applied stopped = applying.apply(applying.prepare(
                    remedy("CREATE UNIQUE INDEX twice ON orders (customer)", List.of()), new Measuring(Duration.ofMillis(300), 3)).id(), "", a -> {});
            assertThat(stopped.stage()).isEqualTo(Stage.STOPPED);
            assertThat(stopped.message()).isNotEmpty();
            assertThat(index("twice")).isEqualTo("none");
        }
    }

    @Test
    void ofSeveralTheOneThatFailsLeavesNothingAndTheOthersCanGoOn() {
        table();
        Servers.execute(target, "CREATE EXTENSION pg_stat_statements");
        try (JobRunner runner = runner(target)) {
            Applying applying = applying(runner, target);
            Applied stopped = applying.apply(applying.prepare(remedy("CREATE INDEX good ON orders (total);\nCREATE UNIQUE INDEX twice ON orders (customer)",
                    List.of()), new Measuring(Duration.ofMillis(300), 3)).id(), "", a -> {});
            assertThat(stopped.stage()).isEqualTo(Stage.INTERRUPTED);
            assertThat(stopped.message()).contains("twice").doesNotContain("invalid");
            assertThat(index("good")).isEqualTo("valid");
            assertThat(index("twice")).isEqualTo("none");
            assertThatThrownBy(() -> applying.apply(UUID.randomUUID(), "", a -> {})).isInstanceOf(JobException.class);
            assertThat(applying.abandon(stopped.id(), "", a -> {}).stage()).isEqualTo(Stage.STOPPED);
            assertThat(index("good")).isEqualTo("none");
        }
    }

    @Test
    void whatAnUnfinishedTreeLeavesInvalidIsNamedAndTakenAway() {
        Servers.execute(target, "CREATE EXTENSION pg_stat_statements", "CREATE TABLE p (id int, day int) PARTITION BY RANGE (id)",
                "CREATE TABLE p1 PARTITION OF p FOR VALUES FROM (0) TO (100)", "CREATE TABLE p2 PARTITION OF p FOR VALUES FROM (100) TO (200)",
                "INSERT INTO p VALUES (1, 1), (101, 1), (101, 1)");
        try (JobRunner runner = runner(target)) {
            Applying applying = applying(runner, target);
            Applied stopped = applying.apply(applying.prepare(remedy("CREATE UNIQUE INDEX once ON public.p (id, day)", List.of()),
                    new Measuring(Duration.ofMillis(300), 3)).id(), "", a -> {});
            assertThat(stopped.stage()).isEqualTo(Stage.INTERRUPTED);
            assertThat(stopped.message()).contains("invalid: public.once");
            assertThat(applying.abandon(stopped.id(), "", a -> {}).stage()).isEqualTo(Stage.STOPPED);
            assertThat(index("once")).isEqualTo("none");
        }
    }

    @Test
    void withoutCountersItIsDoneAndSaidThatNothingWasMeasured() {
        table();
        try (JobRunner runner = runner(target)) {
            Applying applying = applying(runner, target);
            Applied done = applying.apply(applying.prepare(remedy("ANALYZE orders", List.of()), SHORT).id(), "", a -> {});
            assertThat(done.stage()).isEqualTo(Stage.DECIDED);
            assertThat(done.verdict()).isNotNull().extracting(Verdict::kind).isEqualTo(Verdict.Kind.CANNOT_TELL);
            assertThat(done.message()).startsWith("Done, and not measured:").contains("pg_stat_statements");
            assertThat(done.undoProposed()).isFalse();
        }
    }

    @Test
    void whatIsUnderWayIsNotBegunTwice() {
        table();
        Servers.execute(target, "CREATE EXTENSION pg_stat_statements");
        try (JobRunner runner = runner(target)) {
            Applying applying = applying(runner, target);
            UUID id = applying.prepare(remedy("ANALYZE orders", List.of()), new Measuring(Duration.ofMillis(300), 3)).id();
            List<JobException.Kind> refused = new ArrayList<>();
            Applied done = applying.apply(id, "", a -> {
                if (a.stage() == Stage.MEASURING_BEFORE) {
                    assertThatThrownBy(() -> applying.apply(id, "", x -> {})).isInstanceOfSatisfying(JobException.class, e -> refused.add(e.kind()));
                    assertThatThrownBy(() -> applying.undo(id, "", x -> {})).isInstanceOfSatisfying(JobException.class, e -> refused.add(e.kind()));
                }
            });
            assertThat(refused).containsExactly(JobException.Kind.BAD_INPUT, JobException.Kind.BAD_INPUT);
            assertThat(done.stage()).isEqualTo(Stage.DECIDED);
        }
    }

    private long building() {
        return Servers.db(target).call(h -> h.createQuery("SELECT count(*) FROM pg_stat_activity WHERE datname = current_database()"
                + " AND state = 'active' AND query LIKE 'CREATE INDEX%'").mapTo(Long.class).one());
    }

    @Test
    void aCancelledBuildLeavesNothing() throws Exception {
        table();
        Servers.execute(target, "CREATE EXTENSION pg_stat_statements");
        AtomicBoolean asked = new AtomicBoolean();
        try (JobRunner runner = runner(target); Connection old = oldTransaction(target)) {
            Applying applying = applying(runner, target);
            UUID id = applying.prepare(remedy("CREATE INDEX slow ON orders (total)", List.of()), new Measuring(Duration.ofMillis(300), 3)).id();
            Thread watcher = Thread.ofVirtual().start(() -> {
                Await.until("the build waits", () -> index("slow").equals("invalid"));
                asked.set(true);
                applying.cancel(id);
                // sooner, the build could still end well
                Await.until("it is broken off", () -> building() == 0);
                rollback(old);
            });
            Applied stopped = applying.apply(id, "", a -> {});
            watcher.join();
            assertThat(asked).isTrue();
            assertThat(stopped.stage()).isEqualTo(Stage.STOPPED);
            assertThat(index("slow")).isEqualTo("none");
        }
    }

    @Test
    void whatAKillBrokeOffIsCleanedUpOrGoesOn() throws Exception {
        try (PgCluster own = Servers.own(Servers.NEWEST, Map.of("client_connection_check_interval", "200ms"))) {
            Target there = own.target("postgres");
            Servers.execute(there, TABLE);
            Servers.execute(there, "CREATE EXTENSION pg_stat_statements");
            Db here = Servers.db(there);
            UUID first = killedInTheMiddle(there, here);
            try (JobRunner runner = runner(there)) {
                Applying applying = applying(runner, there);
                assertThat(applying.find(first)).isNotNull().extracting(Applied::stage).isEqualTo(Stage.INTERRUPTED);
                assertThat(applying.abandon(first, "", a -> {}).stage()).isEqualTo(Stage.STOPPED);
                assertThat(index(here, "killed")).isEqualTo("none");
            }
            UUID second = killedInTheMiddle(there, here);
            try (JobRunner runner = runner(there)) {
                Applied done = applying(runner, there).apply(second, "", a -> {});
                assertThat(done.stage()).as(() -> done.message()).isEqualTo(Stage.DECIDED);
                assertThat(index(here, "killed")).isEqualTo("valid");
            }
        }
    }

    private UUID killedInTheMiddle(Target there, Db here) throws Exception {
        try (Connection old = oldTransaction(there)) {
            Process other = Jvm.start(Killed.class, Integer.toString(there.hosts().getFirst().port()), there.password().reveal(), folder.toString());
            UUID id = UUID.fromString(other.inputReader().readLine());
            Await.until("the build waits", Duration.ofMinutes(5), () -> index(here, "killed").equals("invalid"));
            other.destroyForcibly().waitFor();
            Await.until("the server noticed", Duration.ofMinutes(5), () -> here.call(h -> h.createQuery(
                    "SELECT count(*) = 0 FROM pg_stat_activity WHERE query LIKE 'CREATE INDEX%' AND state = 'active'").mapTo(Boolean.class).one()));
            assertThat(index(here, "killed")).isEqualTo("invalid");
            old.rollback();
            return id;
        }
    }

    @Test
    void asksForTheNameInProductionAndRefusesWithoutIt() {
        table();
        Target production = target.withEnvironment(Environment.PRODUCTION);
        try (JobRunner runner = runner(production)) {
            Applying applying = applying(runner, production);
            assertThat(applying.nameToType()).isEqualTo(target.database());
            Applied planned = applying.prepare(remedy("ANALYZE orders", List.of()), SHORT);
            assertThatThrownBy(() -> applying.apply(planned.id(), "other", a -> {})).isInstanceOfSatisfying(
                    JobException.class, e -> assertThat(e.kind()).isEqualTo(JobException.Kind.REFUSED));
        }
    }

    private static final String[] TABLE = {
        "CREATE TABLE orders (id int PRIMARY KEY, customer int, total int, note text)",
        "INSERT INTO orders SELECT g, g % 1000, g, 'note ' || g FROM generate_series(1, 60000) g",
        "ANALYZE orders"
    };

    private void table() {
        Servers.execute(target, TABLE);
    }

    private static Remedy remedy(String statement, List<String> ids) {
        return new Remedy(statement, statement, ids, Map.of(), Remedy.Aim.FASTER);
    }

    private JobRunner runner(Target t) {
        return new JobRunner(t, audit, InstantSource.system());
    }

    private Applying applying(JobRunner runner, Target t) {
        return new Applying(runner, Servers.db(t), folder, InstantSource.system());
    }

    private String index(String name) {
        return index(db, name);
    }

    private static String index(Db where, String name) {
        return where.call(h -> h.createQuery("SELECT CASE WHEN x.indisvalid THEN 'valid' ELSE 'invalid' END FROM pg_index x"
                + " JOIN pg_class c ON c.oid = x.indexrelid WHERE c.relname = :n").bind("n", name).mapTo(String.class).findOne()).orElse("none");
    }

    private String definition(String name) {
        return db.call(h -> h.createQuery("SELECT pg_get_indexdef(oid) || obj_description(oid, 'pg_class') FROM pg_class WHERE relname = :n")
                .bind("n", name).mapTo(String.class).one());
    }

    /** A build waits for it at its end. */
    private static Connection oldTransaction(Target t) throws SQLException {
        Connection c = Connections.open(t, SessionSpec.batch());
        c.setAutoCommit(false);
        c.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
        try (var s = c.createStatement()) {
            s.execute("SELECT count(*) FROM orders");
        }
        return c;
    }

    private static void rollback(Connection c) {
        try {
            c.rollback();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Runs one statement again and again. */
    private static final class Clients implements AutoCloseable {
        private final AtomicBoolean over = new AtomicBoolean();
        private final List<Thread> threads = new ArrayList<>();
        private final String like;

        Clients(Target t, String sql, int many) {
            like = sql.replaceAll("[\\d.]+\\)?$", "") + "%";
            for (int i = 0; i < many; i++) {
                threads.add(Thread.ofVirtual().start(() -> {
                    try (Connection c = Connections.open(t, SessionSpec.batch()); var s = c.createStatement()) {
                        while (!over.get()) {
                            s.execute(sql);
                        }
                    } catch (SQLException e) {
                        throw new IllegalStateException(e);
                    }
                }));
            }
        }

        String queryId(Db db) {
            String[] id = {null};
            Await.until("it was counted", () -> {
                id[0] = db.call(h -> h.createQuery("SELECT s.queryid::text FROM pg_stat_statements s JOIN pg_database d ON d.oid = s.dbid"
                        + " WHERE d.datname = current_database() AND s.query LIKE :q").bind("q", like).mapTo(String.class).findFirst()).orElse(null);
                return id[0] != null;
            });
            return id[0];
        }

        @Override
        public void close() throws InterruptedException {
            over.set(true);
            for (Thread t : threads) {
                t.join();
            }
        }
    }

    /** The process that is killed in the middle of a build. */
    static final class Killed {
        public static void main(String[] args) {
            Target t = new Target("kill", List.of(new Target.Host("127.0.0.1", Integer.parseInt(args[0]))), "postgres", PgCluster.USER,
                    new Secret(args[1]), Tls.disable(), Environment.SANDBOX,
                    Map.of("connectTimeout", "180", "loginTimeout", "180"));
            try (JobRunner runner = new JobRunner(t, Audits.scratch(), InstantSource.system())) {
                Applying applying = new Applying(runner, Servers.db(t), Path.of(args[2]), InstantSource.system());
                UUID id = applying.prepare(remedy("CREATE INDEX killed ON public.orders (total)", List.of()), new Measuring(Duration.ofMillis(300), 3)).id();
                System.out.println(id);
                applying.apply(id, "", a -> {});
            }
        }
    }
}
