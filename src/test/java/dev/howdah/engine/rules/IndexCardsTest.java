package dev.howdah.engine.rules;

import static org.assertj.core.api.Assertions.assertThat;

import dev.howdah.engine.cluster.PgCluster;
import dev.howdah.engine.db.Db;
import dev.howdah.engine.db.Target;
import dev.howdah.engine.health.Check;
import dev.howdah.engine.health.Checks;
import dev.howdah.engine.health.HealthMemory;
import dev.howdah.engine.health.HealthMutes;
import dev.howdah.engine.job.Arguments;
import dev.howdah.engine.job.Job;
import dev.howdah.engine.job.JobRunner;
import dev.howdah.engine.job.ready.Changes;
import dev.howdah.testing.Audits;
import dev.howdah.testing.Await;
import dev.howdah.testing.Servers;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Each kind of advice on indexes: the fault is found, done and taken back by the job; what only looks like it is spared. */
class IndexCardsTest {
    @TempDir
    Path folder;

    @Test
    void whatNobodyScansGoesUnlessSomethingElseHangsOnIt() {
        Target target = Servers.newDatabase();
        Servers.execute(target, "CREATE EXTENSION btree_gist", "CREATE TABLE makers (id int, kind int, PRIMARY KEY (id, kind), UNIQUE (kind, id))",
                "CREATE TABLE cars (id int PRIMARY KEY, a int, b int, c text, maker int, kind int, e int NOT NULL, f int, g int, h int,"
                        + " FOREIGN KEY (maker, kind) REFERENCES makers (id, kind))",
                "INSERT INTO cars SELECT g, g, g, 'c' || g, NULL, NULL, g, g, g, g FROM generate_series(1, 60000) g",
                "CREATE INDEX cars_unused ON cars (a)", "CREATE INDEX cars_used ON cars (b)", "CREATE UNIQUE INDEX cars_unique ON cars (a, b)",
                "CREATE INDEX cars_expression ON cars (lower(c))", "CREATE INDEX cars_foreign ON cars (kind, maker, id)",
                "CREATE UNIQUE INDEX cars_identity ON cars (e)", "ALTER TABLE cars REPLICA IDENTITY USING INDEX cars_identity",
                "CREATE INDEX cars_clustered ON cars (f)", "ALTER TABLE cars CLUSTER ON cars_clustered",
                "ALTER TABLE cars ADD CONSTRAINT cars_excluded EXCLUDE USING gist (g WITH =)", "CREATE INDEX cars_small ON cars (h) WHERE h < 10",
                "CREATE TABLE few (id int PRIMARY KEY, a int)", "INSERT INTO few SELECT g, g FROM generate_series(1, 50) g", "CREATE INDEX few_a ON few (a)",
                "VACUUM ANALYZE", "SET enable_seqscan = off", "SELECT * FROM cars WHERE b = 5");
        Await.until("the scan is counted", () -> Servers.db(target).call(h -> h.createQuery(
                "SELECT idx_scan FROM pg_stat_user_indexes WHERE indexrelname = 'cars_used'").mapTo(Long.class).one()) > 0);
        Card card = one(target, "unused");
        assertThat(card.subject()).isEqualTo("public.cars_unused");
        assertThat(card.basis().evidence()).containsEntry("scans", "0").containsKeys("definition", "counted since");
        assertThat(card.basis().window()).contains("counters since");
        assertThat(card.basis().notConsidered()).anyMatch(n -> n.contains("track_commit_timestamp"));
        assertThat(card.deed().trial().drop()).containsExactly("public.cars_unused");
        thereAndBack(target, card);
    }

    @Test
    void anIndexThatIsYoungerThanTheCountersHadNoTimeToBeUsed() {
        try (PgCluster own = Servers.own(Servers.NEWEST, Map.of("track_commit_timestamp", "on"))) {
            Target target = Servers.patient(own.target("postgres"));
            Servers.execute(target, "CREATE TABLE t (a int)", "INSERT INTO t SELECT generate_series(1, 60000)", "CREATE INDEX t_a ON t (a)", "VACUUM ANALYZE");
            // what counts as long ago is the only difference between the two
            assertThat(cards(target, "unused", Map.of("a.since, made.at) < clock_timestamp() - interval '14 days'", "a.since) <= clock_timestamp()")))
                    .singleElement().satisfies(c -> {
                        assertThat(c.basis().evidence()).containsKey("made");
                        assertThat(c.basis().notConsidered()).noneMatch(n -> n.contains("track_commit_timestamp"));
                    });
            assertThat(cards(target, "unused", Map.of("greatest(a.since, made.at)", "greatest(a.since - interval '1 year', made.at)"))).isEmpty();
        }
    }

    @Test
    void whatWasScannedSeldomAndLongAgoCountsAsUnused() {
        Target target = Servers.newDatabase();
        Servers.execute(target, "CREATE TABLE t (a int, b int)", "INSERT INTO t SELECT g, g FROM generate_series(1, 60000) g", "CREATE INDEX t_a ON t (a)",
                "CREATE INDEX t_b ON t (b)", "VACUUM ANALYZE", "SET enable_seqscan = off", "SELECT * FROM t WHERE a = 5",
                "DO $$ BEGIN FOR i IN 1..1500 LOOP PERFORM * FROM t WHERE b = i; END LOOP; END $$");
        Await.until("the scans are counted", () -> Servers.db(target).call(h -> h.createQuery(
                "SELECT min(idx_scan) > 0 AND max(idx_scan) > 1000 FROM pg_stat_user_indexes").mapTo(Boolean.class).one()));
        assertThat(cards(target, "unused", Map.of())).isEmpty();
        Card card = cards(target, "unused", Map.of("100 days", "0 days")).getFirst();
        assertThat(card.subject()).isEqualTo("public.t_a");
        assertThat(card.basis().evidence()).containsEntry("scans", "1");
    }

    @Test
    void ofEqualAndCoveredIndexesTheOneThatDoesLessGoes() {
        Target target = Servers.newDatabase();
        Servers.execute(target, "CREATE TABLE t (id int PRIMARY KEY, a int, b int, c text)", "INSERT INTO t SELECT g, g, g, g FROM generate_series(1, 5000) g",
                "CREATE INDEX t_a_b ON t (a, b)", "CREATE INDEX \"t A\" ON t (a)", "CREATE INDEX t_b_a ON t (b, a)", "CREATE INDEX \"t \"\"again\"\"\" ON t (b, a)",
                // each differs in what a query may ask for
                "CREATE INDEX t_a_desc ON t (a DESC NULLS LAST)", "CREATE INDEX t_a_part ON t (a) WHERE b > 5", "CREATE INDEX t_c ON t (c)",
                "CREATE INDEX t_c_posix ON t (c COLLATE \"C\")", "CREATE INDEX t_c_like ON t (c text_pattern_ops)", "CREATE INDEX t_c_hash ON t USING hash (c)",
                "VACUUM ANALYZE");
        Card covered = one(target, "redundant");
        assertThat(covered.subject()).isEqualTo("public.\"t A\"");
        assertThat(covered.basis().evidence()).containsEntry("by", "public.t_a_b");
        Card twice = one(target, "duplicate");
        assertThat(twice.subject()).isEqualTo("public.\"t \"\"again\"\"\"");
        thereAndBack(target, covered);
        thereAndBack(target, twice);
    }

    @Test
    void whatABrokenBuildLeftIsBuiltAnew() {
        Target target = Servers.newDatabase();
        Servers.execute(target, "CREATE TABLE t (a int)", "INSERT INTO t SELECT generate_series(1, 5000)", "CREATE INDEX t_a ON t (a)",
                "CREATE INDEX \"t_a_ccnew\" ON t (a)", "CREATE INDEX t_well ON t (a)",
                "UPDATE pg_index SET indisvalid = false WHERE indexrelid IN ('t_a'::regclass, 't_a_ccnew'::regclass)");
        List<Card> all = cards(target, "invalid", Map.of());
        assertThat(all).extracting(c -> c.deed().act())
                .containsExactlyInAnyOrder("REINDEX INDEX CONCURRENTLY public.t_a", "DROP INDEX CONCURRENTLY public.t_a_ccnew");
        all.forEach(c -> run(target, c.deed().act()));
        assertThat(cards(target, "invalid", Map.of())).isEmpty();
        assertThat(indexes(target)).containsExactly("CREATE INDEX t_a ON public.t USING btree (a)", "CREATE INDEX t_well ON public.t USING btree (a)");
    }

    @Test
    void aHalfEmptyIndexIsBuiltAnew() {
        Target target = Servers.newDatabase();
        Servers.execute(target, "CREATE TABLE fat (a int, b text)", "INSERT INTO fat SELECT g, md5(g::text) || repeat(md5(g::text), 4) FROM generate_series(1, 60000) g",
                "CREATE INDEX fat_b ON fat (b)", "CREATE TABLE lean AS SELECT * FROM fat", "CREATE INDEX lean_b ON lean (b)",
                "CREATE INDEX lean_roomy ON lean (b) WITH (fillfactor = 50)", "DELETE FROM fat WHERE a % 10 > 0", "VACUUM ANALYZE");
        Card card = one(target, "index-bloat");
        assertThat(card.subject()).isEqualTo("public.fat_b");
        assertThat(card.basis().window()).contains("last ANALYZE");
        long before = size(target);
        run(target, card.deed().act());
        assertThat(size(target)).isLessThan(before / 3);
        Servers.execute(target, "VACUUM ANALYZE");
        assertThat(cards(target, "index-bloat", Map.of())).isEmpty();
    }

    @Test
    void aForeignKeyGetsItsIndexWhereNoneServesIt() {
        Target target = Servers.newDatabase();
        Servers.execute(target, "CREATE TABLE p (id int PRIMARY KEY, x int, y int, UNIQUE (x, y))",
                "CREATE TABLE \"Child\" (id int PRIMARY KEY, \"P\" int REFERENCES p, q int REFERENCES p, r int REFERENCES p, x int, y int,"
                        + " FOREIGN KEY (x, y) REFERENCES p (x, y))",
                "INSERT INTO \"Child\" SELECT g FROM generate_series(1, 3000) g", "CREATE INDEX ON \"Child\" (q, id)", "CREATE INDEX ON \"Child\" (y, x)",
                "CREATE INDEX ON \"Child\" (r) WHERE r IS NOT NULL", "CREATE TABLE few (id int REFERENCES p)", "VACUUM ANALYZE");
        Card card = one(target, "foreign-key-without-index");
        assertThat(card.subject()).isEqualTo("public.\"Child\".\"Child_P_fkey\"");
        run(target, card.deed().act());
        assertThat(cards(target, "foreign-key-without-index", Map.of())).isEmpty();
        run(target, card.deed().undo());
        assertThat(one(target, "foreign-key-without-index").deed().act()).isEqualTo(card.deed().act());
    }

    /** By the job: gone with DO, and with UNDO the very same again. */
    private void thereAndBack(Target target, Card card) {
        List<String> before = indexes(target);
        run(target, card.deed().act());
        assertThat(indexes(target)).hasSize(before.size() - 1);
        run(target, card.deed().undo());
        assertThat(indexes(target)).isEqualTo(before);
    }

    private static List<String> indexes(Target target) {
        return Servers.db(target).call(h -> h.createQuery("SELECT indexdef FROM pg_indexes WHERE schemaname = 'public' ORDER BY 1").mapTo(String.class).list());
    }

    private static long size(Target target) {
        return Servers.db(target).call(h -> h.createQuery("SELECT pg_relation_size('fat_b')").mapTo(Long.class).one());
    }

    private static void run(Target target, String statement) {
        Job job = Changes.job();
        try (JobRunner runner = new JobRunner(target, Audits.scratch(), InstantSource.system())) {
            Arguments arguments = Arguments.of(job.parameters(), Map.of(Changes.STATEMENT, statement));
            assertThat(runner.start(job, arguments, job.knobs()).await(Duration.ofMinutes(5)).phase().name()).as(statement).isEqualTo("DONE");
        }
    }

    private Card one(Target target, String rule) {
        List<Card> cards = cards(target, rule, Map.of());
        assertThat(cards).as(rule + " of " + cards.stream().map(Card::subject).toList()).hasSize(1);
        return cards.getFirst();
    }

    /** Days are over at once; what else is to be put in the place of what in the check's statement, is told. */
    private List<Card> cards(Target target, String rule, Map<String, String> replaced) {
        Db db = Servers.db(target);
        Check check = Checks.all().stream().filter(c -> c.id().equals(rule)).findFirst().orElseThrow();
        TreeMap<Integer, String> statements = new TreeMap<>(check.statements());
        replaced.forEach((was, now) -> statements.replaceAll((from, sql) -> sql.replace(was, now)));
        if (!replaced.values().toString().contains("1 year")) {
            statements.replaceAll((from, sql) -> sql.replace("14 days", "0 days"));
        }
        Check changed = new Check(check.id(), check.group(), check.words(), check.measure(), check.manner(), statements, check.rule());
        Checks checks = new Checks(List.of(changed), HealthMemory.ofThisProcess(), new HealthMutes(folder.resolve("mutes"), InstantSource.system()),
                InstantSource.system());
        List<Card> cards = new ArrayList<>();
        new HealthCards().look(new Sources(new Sources.Live(db, checks, List.of()), null, Sources.Heard.NOTHING), cards::add, l -> {});
        return cards;
    }
}
