package dev.howdah.engine.rules;

import static org.assertj.core.api.Assertions.assertThat;

import dev.howdah.engine.apply.Remedy;
import dev.howdah.engine.audit.AuditLog;
import dev.howdah.engine.cluster.PgCluster;
import dev.howdah.engine.db.Connections;
import dev.howdah.engine.db.Db;
import dev.howdah.engine.db.SessionSpec;
import dev.howdah.engine.db.Target;
import dev.howdah.engine.health.Checks;
import dev.howdah.engine.health.HealthMemory;
import dev.howdah.engine.health.HealthMutes;
import dev.howdah.engine.job.Arguments;
import dev.howdah.engine.job.Job;
import dev.howdah.engine.job.JobRunner;
import dev.howdah.engine.job.ready.Changes;
import dev.howdah.engine.pool.PoolAdvice;
import dev.howdah.engine.pool.PoolLoad;
import dev.howdah.engine.pool.PoolSpec;
import dev.howdah.engine.sqltext.SqlPieces;
import dev.howdah.testing.Audits;
import dev.howdah.testing.Await;
import dev.howdah.testing.Servers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Each kind of advice on a server with its fault, which becomes a card that can be applied and taken back, and on one without. */
class FaultCardsTest {
    private static final AtomicInteger NUMBER = new AtomicInteger();
    private static PgCluster own;

    @TempDir
    Path folder;

    @BeforeAll
    static void start() {
        // What is planted stays: no vacuum of the server's own comes before the look.
        own = Servers.own(Servers.NEWEST, Map.of("autovacuum_naptime", "1d", "log_line_prefix", "%m [%p] %u@%d/%a %Q ", "log_destination", "stderr",
                "compute_query_id", "on", "auto_explain.log_analyze", "on", "auto_explain.log_format", "json", "auto_explain.log_min_duration", "-1"));
    }

    @AfterAll
    static void stop() {
        own.close();
    }

    @Test
    void deepPagesByOffsetAreWrittenAnewByKeys() {
        Target faulty = database();
        Servers.execute(faulty, "CREATE EXTENSION pg_stat_statements", "CREATE TABLE items (id int PRIMARY KEY, made int NOT NULL, note text)",
                "INSERT INTO items SELECT g, g / 3, repeat('n', 50) FROM generate_series(1, 100000) g", "CREATE TABLE few (id int PRIMARY KEY)",
                "INSERT INTO few SELECT generate_series(1, 20)", "VACUUM ANALYZE", "SELECT * FROM items ORDER BY made, id LIMIT 20 OFFSET 60000",
                "SELECT * FROM few ORDER BY id LIMIT 20 OFFSET 10");
        Card card = only(faulty, "keyset", Sources.Heard.NOTHING);
        assertThat(card.subject()).contains("items");
        assertThat(card.deed().byHand()).contains("(made, id) >");
        assertThat(card.deed().trial().rewrite()).contains("(made, id) >");
        assertThat(card.deed().act()).startsWith("CREATE INDEX CONCURRENTLY items_made_id_").endsWith(" ON items (made, id)");
        assertThat(card.deed().undo()).startsWith("DROP INDEX CONCURRENTLY IF EXISTS items_made_id_");
        done(faulty, card);
        Target clean = database();
        Servers.execute(clean, "CREATE EXTENSION pg_stat_statements", "CREATE TABLE items (id int PRIMARY KEY)", "SELECT * FROM items ORDER BY id LIMIT 20",
                "CREATE TABLE few (id int PRIMARY KEY)", "INSERT INTO few SELECT generate_series(1, 1000)", "VACUUM ANALYZE",
                "SELECT * FROM few ORDER BY id LIMIT 20 OFFSET 500");
        assertThat(cards(clean, "keyset", Sources.Heard.NOTHING)).as("a small table has no deep pages").isEmpty();
    }

    @Test
    void deepPagesOfAPartitionedTableWithUnusualNamesAreWrittenAnewToo() throws SQLException {
        Target faulty = database();
        Servers.execute(faulty, "CREATE EXTENSION pg_stat_statements",
                "CREATE TABLE \"Log Lines\" (\"Day\" int NOT NULL, \"Id\" int NOT NULL, \"State\" text, note text, PRIMARY KEY (\"Day\", \"Id\")) PARTITION BY RANGE (\"Day\")",
                "CREATE TABLE lines_1 PARTITION OF \"Log Lines\" FOR VALUES FROM (0) TO (50)", "CREATE TABLE lines_2 PARTITION OF \"Log Lines\" DEFAULT",
                "INSERT INTO \"Log Lines\" SELECT g % 100, g, 'open', repeat('n', 50) || g FROM generate_series(1, 60000) g", "VACUUM ANALYZE",
                "SELECT * FROM \"Log Lines\" WHERE \"State\" = 'open' ORDER BY note LIMIT 20 OFFSET 40000");
        Card card = only(faulty, "keyset", Sources.Heard.NOTHING);
        String rewrite = String.valueOf(card.deed().trial().rewrite());
        assertThat(rewrite).contains("\"Day\"").contains("\"Id\"");
        assertThat(card.deed().act()).contains("(\"State\", note, \"Day\", \"Id\")");
        done(faulty, card);
        // the rewritten statement finds what comes after a row, and no row twice
        String first = "SELECT note, \"Day\", \"Id\" FROM \"Log Lines\" WHERE \"State\" = 'open' ORDER BY note, \"Day\", \"Id\" LIMIT 21";
        try (Connection c = Connections.open(faulty, SessionSpec.interactive()); Statement s = c.createStatement()) {
            List<List<String>> rows = rows(s, first);
            s.execute("PREPARE after AS " + rewrite);
            List<String> last = rows.getFirst();
            List<List<String>> then = rows(s, "EXECUTE after('open', '" + last.get(0) + "', " + last.get(1) + ", " + last.get(2) + ")");
            assertThat(then).hasSize(20);
            assertThat(then.stream().map(r -> r.get(1)).toList()).isEqualTo(rows.stream().skip(1).map(r -> r.get(2)).toList());
        }
    }

    private static List<List<String>> rows(Statement s, String sql) throws SQLException {
        List<List<String>> all = new ArrayList<>();
        try (var r = s.executeQuery(sql)) {
            while (r.next()) {
                all.add(List.of(r.getString(1), r.getString(2), r.getString(3)));
            }
        }
        return all;
    }

    @Test
    void indexesOfPartitionedTablesComeAndGoPartByPart() {
        Target faulty = database();
        Servers.execute(faulty, "CREATE TABLE makers (id int PRIMARY KEY)", "INSERT INTO makers SELECT generate_series(0, 99)",
                "CREATE TABLE cars (id int, maker int REFERENCES makers) PARTITION BY RANGE (id)",
                "CREATE TABLE cars_1 PARTITION OF cars FOR VALUES FROM (0) TO (2000)", "CREATE TABLE \"Cars 2\" PARTITION OF cars DEFAULT",
                "INSERT INTO cars SELECT g, g % 100 FROM generate_series(1, 5000) g", "CREATE INDEX cars_id ON cars (id)", "CREATE INDEX cars_again ON cars (id)",
                "VACUUM ANALYZE");
        List<Card> all = checked(faulty, "foreign-key-without-index", "duplicate");
        Card key = one(all, "foreign-key-without-index");
        assertThat(key.deed().act()).contains(" ON ONLY public.cars ").contains(" ON public.cars_1 ").contains(" ON public.\"Cars 2\" ").contains("ATTACH PARTITION");
        assertThat(key.deed().trial().create()).hasSize(1);
        Card twice = one(all, "duplicate");
        assertThat(twice.deed().act()).isEqualTo("DROP INDEX public.cars_again");
        for (Card card : all) {
            paste(faulty, card.deed().act());
            assertThat(invalid(faulty)).isZero();
            paste(faulty, card.deed().undo());
            assertThat(invalid(faulty)).as(card.deed().undo()).isZero();
            done(faulty, card);
        }
        assertThat(checked(faulty, "foreign-key-without-index", "duplicate")).hasSize(2);
    }

    private static void paste(Target target, String script) {
        Servers.execute(target, SqlPieces.of(script).toArray(String[]::new));
    }

    private static long invalid(Target target) {
        return Servers.db(target).call(h -> h.createQuery("SELECT count(*) FROM pg_index WHERE NOT indisvalid").mapTo(Long.class).one());
    }

    @Test
    void storageParametersOfBusyTablesAreMended() {
        Target faulty = database();
        Servers.execute(faulty, "CREATE TABLE hot (id int PRIMARY KEY, v int)", "CREATE INDEX hot_v ON hot (v)",
                "INSERT INTO hot SELECT g, g FROM generate_series(1, 110000) g", "CREATE TABLE late (id int, v int) WITH (autovacuum_vacuum_threshold = 600000)",
                "INSERT INTO late SELECT g, g FROM generate_series(1, 60000) g", "VACUUM ANALYZE", "UPDATE hot SET v = v + 1", "UPDATE late SET v = v + 1");
        Await.until("the updates are counted", () -> cards(faulty, "hot-updates", Sources.Heard.NOTHING).size() == 1
                && cards(faulty, "autovacuum-late", Sources.Heard.NOTHING).size() == 1);
        Card hot = only(faulty, "hot-updates", Sources.Heard.NOTHING);
        assertThat(hot.deed().act()).isEqualTo("ALTER TABLE public.hot SET (fillfactor = 90)");
        assertThat(hot.deed().undo()).isEqualTo("ALTER TABLE public.hot RESET (fillfactor)");
        Card late = only(faulty, "autovacuum-late", Sources.Heard.NOTHING);
        assertThat(late.deed().act()).contains("public.late").contains("autovacuum_vacuum_threshold = 1000");
        assertThat(late.deed().undo()).as("pasted, it brings the table's own value back").isEqualTo("""
                ALTER TABLE public.late SET (autovacuum_vacuum_threshold = 600000);
                ALTER TABLE public.late RESET (autovacuum_vacuum_scale_factor)""");
        done(faulty, hot);
        done(faulty, late);
        Target clean = database();
        Servers.execute(clean, "CREATE TABLE calm (id int PRIMARY KEY, v int) WITH (fillfactor = 40)", "INSERT INTO calm SELECT g, g FROM generate_series(1, 20000) g",
                "UPDATE calm SET v = v + 1");
        Await.until("its updates are counted", () -> Servers.db(clean).call(h -> h.createQuery("SELECT n_tup_upd FROM pg_stat_user_tables").mapTo(Long.class).one()) == 20000);
        assertThat(cards(clean, "hot-updates", Sources.Heard.NOTHING)).isEmpty();
        assertThat(cards(clean, "autovacuum-late", Sources.Heard.NOTHING)).isEmpty();
    }

    @Test
    void keysSequencesBloatAndAgeBecomeCards() {
        Target faulty = database();
        Servers.execute(faulty, "CREATE TABLE keyed (id int GENERATED BY DEFAULT AS IDENTITY, v text)", "SELECT setval('keyed_id_seq', 1900000000)",
                "CREATE SEQUENCE short AS smallint START 32000", "SELECT nextval('short')",
                "CREATE TABLE fat (id int, v text)", "INSERT INTO fat SELECT g, repeat('v', 200) FROM generate_series(1, 100000) g",
                "DELETE FROM fat WHERE id % 20 > 0", "VACUUM ANALYZE fat", "CREATE TABLE off (id int) WITH (autovacuum_enabled = false)",
                // so many transactions cannot be spent here
                "CREATE TABLE old (id int)", "UPDATE pg_class SET relfrozenxid = ((pg_current_xact_id()::text::bigint - 900000000 + 4294967296)"
                        + " % 4294967296)::text::xid WHERE relname = 'old'");
        String[] rules = {"int-key-near-end", "sequence-near-end", "table-bloat", "freeze-overdue", "autovacuum-off-table"};
        List<Card> all = checked(faulty, rules);
        Card key = one(all, "int-key-near-end");
        assertThat(key.subject()).isEqualTo("public.keyed.id");
        assertThat(key.applicable()).isFalse();
        assertThat(key.deed().byHand()).contains("bigint");
        assertThat(key.deed().cost()).contains("keeps everybody off");
        assertThat(key.urgent()).isTrue();
        Card sequence = all.stream().filter(c -> c.rule().equals("sequence-near-end") && c.subject().contains("short")).findFirst().orElseThrow();
        done(faulty, sequence);
        Card fat = one(all, "table-bloat");
        assertThat(fat.subject()).isEqualTo("public.fat");
        assertThat(fat.area()).isEqualTo(Card.Area.SPACE);
        assertThat(fat.applicable()).as("nothing that locks the table is a job").isFalse();
        assertThat(fat.basis().window()).contains("last ANALYZE");
        Card freeze = one(all, "freeze-overdue");
        assertThat(freeze.urgent()).isTrue();
        assertThat(freeze.deed().act()).isEqualTo("VACUUM (FREEZE, VERBOSE) public.old");
        Card off = one(all, "autovacuum-off-table");
        done(faulty, off);
        Target clean = database();
        Servers.execute(clean, "CREATE TABLE keyed (id bigint GENERATED BY DEFAULT AS IDENTITY, v text)", "INSERT INTO keyed (v) VALUES ('a')", "VACUUM ANALYZE keyed");
        assertThat(checked(clean, rules)).isEmpty();
    }

    @Test
    void aSettingIsPastedWithItsReload() {
        try (PgCluster own = Servers.own(Servers.NEWEST, Map.of("track_counts", "off"))) {
            Card card = one(checked(own.target("postgres"), "track-counts-off"), "track-counts-off");
            assertThat(card.deed().act()).isEqualTo("ALTER SYSTEM SET track_counts = on; SELECT pg_reload_conf();");
            assertThat(Remedy.of(card).statement()).isEqualTo("ALTER SYSTEM SET track_counts = on");
        }
    }

    /** A schema that the role may not use blinds no check, and a refreshed view was analysed nevertheless. */
    @Test
    void whatARoleMayNotUseHidesNothingElse() {
        Target target = database();
        Servers.execute(target, "CREATE SCHEMA \"closed one\"", "CREATE SEQUENCE \"closed one\".\"S\"", "CREATE SEQUENCE short AS smallint START 32000",
                "SELECT nextval('short')", "CREATE MATERIALIZED VIEW counted AS SELECT generate_series(1, 3000) AS n", "ANALYZE", "REFRESH MATERIALIZED VIEW counted");
        Target reader = Servers.unprivileged(target);
        Servers.execute(target, "GRANT SELECT ON SEQUENCE short TO " + reader.user());
        List<Card> all = checked(reader, "sequence-near-end", "never-analysed");
        assertThat(all).extracting(Card::subject).containsExactly("public.short");
    }

    @Test
    void aLogTellsStatementsOfEachRowAndEstimatesThatWereFarOff() throws SQLException, IOException {
        Target target = database();
        Servers.execute(target, "CREATE TABLE orders (id int PRIMARY KEY, day int)", "CREATE TABLE items (id int PRIMARY KEY, order_id int, a int, b int)",
                "INSERT INTO orders SELECT g, g / 20 FROM generate_series(1, 2000) g",
                "INSERT INTO items SELECT g, g % 2000, g % 500, (g % 500) / 2 FROM generate_series(1, 100000) g", "VACUUM ANALYZE");
        Path clean = logged("clean", () -> run(target, "SELECT count(*) FROM orders", "SELECT * FROM items WHERE id = 7", "SELECT max(day) FROM orders"));
        assertThat(HeardLog.read(clean, InstantSource.system())).isEqualTo(new Sources.Heard(List.of(), List.of(), null));
        Counsel.Told quiet = told(target, HeardLog.read(clean, InstantSource.system()));
        assertThat(quiet.cards()).noneMatch(c -> c.rule().equals("repetition"));
        assertThat(quiet.lacks()).noneMatch(l -> l.reason().contains("nothing was watched"));
        assertThat(told(target, Sources.Heard.NOTHING).lacks()).anyMatch(l -> l.reason().contains("nothing was watched"));
        Path file = logged("faulty", () -> {
            String[] statements = new String[3 * 13 + 2];
            int n = 0;
            for (int round = 0; round < 3; round++) {
                statements[n++] = "SELECT id FROM orders WHERE day = " + round;
                for (int i = 0; i < 12; i++) {
                    statements[n++] = "SELECT * FROM items WHERE order_id = " + (100 * round + i);
                }
            }
            statements[n++] = "SET auto_explain.log_min_duration = 0";
            statements[n] = "SELECT * FROM items WHERE a = 7 AND b = 3";
            run(target, statements);
        });
        Sources.Heard heard = HeardLog.read(file, InstantSource.system());
        assertThat(heard.plans()).isNotEmpty().allMatch(m -> m.plan().analyzed());
        Card again = only(target, "repetition", heard);
        assertThat(again.claim()).contains("12 times");
        assertThat(again.deed().byHand()).containsIgnoringCase("any");
        assertThat(again.basis().notConsidered()).isNotEmpty();
        Card estimate = only(target, "estimate", heard);
        assertThat(estimate.deed().act()).startsWith("CREATE STATISTICS").contains("ON a, b FROM public.items");
        assertThat(estimate.queryIds()).as("%Q in the prefix names the statement").hasSize(1).noneMatch(String::isEmpty);
        done(target, estimate);
        Path noLog = Files.writeString(folder.resolve("notes"), "bought bread and milk\n".repeat(50));
        assertThat(HeardLog.read(noLog, InstantSource.system())).isEqualTo(Sources.Heard.NOTHING);
    }

    @Test
    void aPoolThatDoesNotFitItsLoadOrItsServerBecomesACard() {
        Target target = database();
        PoolLoad load = new PoolLoad(Duration.ofMinutes(10), 180_000, 300, 0.02, 6, 9, 0);
        assertThat(only(target, "pool-size", pool(load, 3, null)).claim()).contains("too small");
        assertThat(only(target, "pool-size", pool(load, 90, null)).claim()).contains("more than twice");
        Card beyond = only(target, "pool-size", pool(load, 15, new PoolAdvice.Budget(20, 15, 97, 10)));
        assertThat(beyond.claim()).contains("more connections than the server has left");
        assertThat(beyond.basis().evidence()).containsEntry("connections that all instances may open", "300");
        assertThat(cards(target, "pool-size", pool(load, 15, new PoolAdvice.Budget(1, 15, 97, 10)))).isEmpty();
        Counsel.Told unwatched = told(target, new Sources.Heard(List.of(), List.of(), PoolAdvice.of(PoolLoad.NONE, PoolSpec.of(15, 0, Duration.ofHours(1), true), null)));
        assertThat(unwatched.cards()).noneMatch(c -> c.rule().equals("pool-size"));
        assertThat(unwatched.lacks()).anyMatch(l -> l.reason().startsWith("Pool size"));
    }

    private static Sources.Heard pool(PoolLoad load, int size, PoolAdvice.Budget budget) {
        return new Sources.Heard(List.of(), List.of(), PoolAdvice.of(load, PoolSpec.of(size, 0, Duration.ofHours(1), true), budget));
    }

    /** By the job, there and back. */
    private void done(Target target, Card card) {
        assertThat(card.deed().act()).isNotNull();
        AuditLog audit = Audits.scratch();
        Job job = Changes.job();
        try (JobRunner runner = new JobRunner(target, audit, InstantSource.system())) {
            for (String statement : Stream.of(card.deed().act(), card.deed().undo()).filter(Objects::nonNull).toList()) {
                Arguments arguments = Arguments.of(job.parameters(), Map.of(Changes.STATEMENT, statement));
                assertThat(runner.start(job, arguments, job.knobs()).await(Duration.ofMinutes(5)).phase().name()).as(statement).isEqualTo("DONE");
            }
        }
    }

    private interface Work {
        void run() throws SQLException;
    }

    /** What the server logs meanwhile, in a file of its own. */
    private Path logged(String name, Work work) throws SQLException, IOException {
        long before = Files.size(own.log());
        work.run();
        Await.until("it is logged", () -> tail(before).contains("duration:"));
        return Files.writeString(folder.resolve(name + ".log"), tail(before));
    }

    private static String tail(long from) {
        try {
            return Files.readString(own.log()).substring((int) from);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** In one session, each statement with its time in the log. */
    private static void run(Target target, String... statements) throws SQLException {
        try (Connection c = Connections.open(target, SessionSpec.batch()); Statement s = c.createStatement()) {
            s.execute("SET log_min_duration_statement = 0");
            for (String sql : statements) {
                s.execute(sql);
            }
        }
    }

    private static Target database() {
        return Servers.database(own, "f" + NUMBER.incrementAndGet());
    }

    private static Card one(List<Card> cards, String rule) {
        List<Card> found = cards.stream().filter(c -> c.rule().equals(rule)).toList();
        assertThat(found).as(rule + " in " + cards.stream().map(Card::rule).toList()).hasSize(1);
        return found.getFirst();
    }

    private static Card only(Target target, String rule, Sources.Heard heard) {
        return one(cards(target, rule, heard), rule);
    }

    private static List<Card> cards(Target target, String rule, Sources.Heard heard) {
        return told(target, heard).cards().stream().filter(c -> c.rule().equals(rule)).toList();
    }

    /** Without the checks. */
    private static Counsel.Told told(Target target, Sources.Heard heard) {
        return new Counsel().ofServer(new Sources(new Sources.Live(Servers.db(target), null, List.of()), null, heard), t -> {}, () -> false);
    }

    /** From the checks alone. */
    private List<Card> checked(Target target, String... rules) {
        Db db = Servers.db(target);
        Set<String> wanted = Set.of(rules);
        Checks checks = new Checks(Checks.all().stream().filter(c -> wanted.contains(c.id())).toList(), HealthMemory.ofThisProcess(),
                new HealthMutes(folder.resolve("mutes"), InstantSource.system()), InstantSource.system());
        List<Card> cards = new ArrayList<>();
        new HealthCards().look(new Sources(new Sources.Live(db, checks, List.of()), null, Sources.Heard.NOTHING), cards::add, l -> {});
        return cards;
    }
}
