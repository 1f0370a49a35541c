package dev.howdah.engine.advise;

import static org.assertj.core.api.Assertions.assertThat;

import dev.howdah.engine.db.Target;
import dev.howdah.engine.twin.Capsule;
import dev.howdah.engine.twin.CapsuleReader;
import dev.howdah.engine.twin.IndexDef;
import dev.howdah.engine.twin.SizeModel;
import dev.howdah.engine.twin.Twin;
import dev.howdah.engine.twin.TwinWhatIf;
import dev.howdah.engine.twin.WhatIf;
import dev.howdah.testing.Servers;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is proposed beside indexes that exist, under which names, and what it costs those who write. */
class ProposalsTest {
    private static final AdviceOptions OPTIONS = AdviceOptions.DEFAULT.withLimit(Duration.ofSeconds(60));

    @TempDir
    Path temp;

    private static Capsule read(Target source) {
        return new CapsuleReader(InstantSource.system()).read(Servers.db(source));
    }

    private IndexAdvice advise(Capsule capsule, Workload workload) {
        try (Twin twin = Twin.build(Servers.binaries(), temp.resolve("twin"), capsule, 18);
                WhatIf whatIf = new TwinWhatIf(twin)) {
            return new Advisor(capsule, whatIf, 1).advise(workload, OPTIONS, p -> {}, () -> false);
        }
    }

    /** They are four times as large as new ones would be, which makes new ones look better than they are. */
    @Test
    void proposesNothingAgainThatIsThere() {
        Target source = Servers.newDatabase();
        Servers.execute(source,
                "CREATE EXTENSION pg_trgm",
                "CREATE TABLE t (id int, mail varchar(60), code text, owner int, at timestamptz, deleted timestamptz, tags text[], body text, doc jsonb)",
                "INSERT INTO t SELECT i, 'Mail' || i, lpad(i::text, 9, '0'), i % 900, now() + i * interval '1 s', CASE WHEN i % 40 > 0 THEN now() END,"
                        + " ARRAY['t' || i % 300], md5(i::text), jsonb_build_object('k', i % 900) FROM generate_series(1, 30000) i",
                "CREATE INDEX ON t (lower(mail)) WITH (fillfactor = 20)",
                "CREATE INDEX ON t (code text_pattern_ops) WITH (fillfactor = 20)",
                "CREATE INDEX ON t (owner) WITH (fillfactor = 20) WHERE deleted IS NULL",
                "CREATE INDEX ON t (at DESC) WITH (fillfactor = 20)",
                "CREATE INDEX ON t USING gin (tags)",
                "CREATE INDEX ON t USING gin (body gin_trgm_ops)",
                "CREATE INDEX ON t ((doc ->> 'k')) WITH (fillfactor = 20)",
                "ANALYZE t");
        IndexAdvice advice = advise(read(source), Workload.parse("""
                SELECT id, body FROM t WHERE lower(mail) = 'mail7';
                SELECT id, body FROM t WHERE code LIKE '0000007%';
                SELECT id, body FROM t WHERE owner = 7 AND deleted IS NULL;
                SELECT id, body FROM t WHERE at < '2026-01-01';
                SELECT id, body FROM t WHERE tags @> ARRAY['t7'];
                SELECT id, body FROM t WHERE body LIKE '%abcdef%';
                SELECT id, body FROM t WHERE doc ->> 'k' = '7';
                """));
        assertThat(advice.proposals()).extracting(p -> p.index().body()).noneMatch(b -> b.matches(
                "\\(\\(lower\\(.*|\\(code text_pattern_ops\\)|\\(owner\\) WHERE deleted IS NULL|\\(at\\)|\\(tags\\)|\\(body \\S+gin_trgm_ops\\)|\\(\\(doc ->>.*"));
    }

    @Test
    void namesNoTwoAlike() {
        Target source = Servers.newDatabase();
        Servers.execute(source, "CREATE TABLE t (a int, b int)", "CREATE TABLE t_b_idx (x int)", "CREATE TABLE \"" + "ä".repeat(31) + "\" (a int)");
        Capsule capsule = read(source);
        IndexNames names = new IndexNames(new Catalog(capsule, SizeModel.real(capsule)));
        IndexDef a = IndexDef.btree(id(capsule, "t"), "public.t", List.of("a"));
        assertThat(List.of(names.of(a), names.of(a.withPredicate("b = 1")), names.of(a.withInclude(List.of("b")))))
                .containsExactly("t_a_idx", "t_a_idx1", "t_a_idx2");
        assertThat(names.of(IndexDef.btree(id(capsule, "t"), "public.t", List.of("b")))).isEqualTo("t_b_idx1");
        String wide = "ä".repeat(31);
        assertThat(names.of(IndexDef.btree(id(capsule, wide), wide, List.of("a"))).getBytes(java.nio.charset.StandardCharsets.UTF_8)).hasSizeLessThan(64);
    }

    private static long id(Capsule capsule, String table) {
        return capsule.relations().stream().filter(r -> r.name().equals(table)).findFirst().orElseThrow().id();
    }

    @Test
    void servesTheLeastAndTheGreatestAndFlagsInKeys() {
        Target source = Servers.newDatabase();
        Servers.execute(source,
                "CREATE TABLE t (id int, at timestamptz, owner int, done boolean, code char(9), pad text)",
                "INSERT INTO t SELECT i, now() + i * interval '1 s', i % 900, i % 2 = 0, lpad(i::text, 9, '0'), repeat('p', 90) FROM generate_series(1, 30000) i",
                "ANALYZE t");
        IndexAdvice advice = advise(read(source), Workload.parse("""
                SELECT max(at) FROM t;
                SELECT min(id) FROM t WHERE owner = 7 AND done;
                SELECT id FROM t WHERE code LIKE '0000007%';
                """));
        assertThat(advice.proposals()).extracting(p -> p.index().body()).anyMatch(b -> b.equals("(at)")).anyMatch(b -> b.startsWith("(code"));
        assertThat(advice.effects()).allMatch(e -> e.after() < e.before() / 20);
    }

    @Test
    void knowsWhatStatementsSet() {
        assertThat(SetList.columns("UPDATE t SET Note = $1, (\"A\", b) = ($2, $3), c = (SELECT d FROM u WHERE e = 1) WHERE f = 2")).containsExactlyInAnyOrder("note", "A", "b", "c");
        assertThat(SetList.columns("INSERT INTO t (a) VALUES (1) ON CONFLICT (a) DO UPDATE SET n = t.n + 1, m = 2 RETURNING x")).containsExactlyInAnyOrder("n", "m");
        assertThat(SetList.columns("MERGE INTO t USING u ON t.a = u.a WHEN MATCHED THEN UPDATE SET b = u.b WHEN NOT MATCHED THEN INSERT (a) VALUES (u.a)"))
                .containsExactly("b");
    }

    /** A table that was filled an hour ago is not written all the time, and what its partitions are told counts for the whole. */
    @Test
    void countsAsTrafficWhatComesAgain() {
        Target source = Servers.newDatabase();
        Servers.execute(source, "CREATE TABLE t (id int, n int, note text) PARTITION BY LIST (id)", "CREATE TABLE t1 PARTITION OF t FOR VALUES IN (1)",
                "CREATE TABLE s (id int, n int)", "INSERT INTO t SELECT 1, i, 'x' FROM generate_series(1, 3000) i", "ANALYZE");
        Capsule capsule = read(source);
        List<Capsule.Statement> statements = List.of(
                new Capsule.Statement("1", "INSERT INTO t SELECT 1, i FROM generate_series(1, 3000) i", 1, 100, 3_600_000, null),
                new Capsule.Statement("2", "INSERT INTO t VALUES ($1, $2)", 7200, 100, 7200, null),
                new Capsule.Statement("3", "UPDATE t SET n = $1 WHERE id = $2", 3600, 100, 3600, null),
                new Capsule.Statement("4", "COPY s (id, n) FROM STDIN", 2, 100, 1_000_000, null));
        for (Double window : new Double[] {null, 1800.0}) {
            Capsule c = busy(capsule, statements, window);
            Catalog catalog = new Catalog(c, SizeModel.real(c));
            try (Twin twin = Twin.build(Servers.binaries(), temp.resolve("twin" + window), c, 18);
                    WhatIf whatIf = new TwinWhatIf(twin)) {
                Workload w = Workload.of(c);
                assertThat(w.leftOut()).singleElement().matches(l -> l.reason().contains("COPY"));
                Traffic traffic = Traffic.of(catalog, w.items().stream()
                        .map(i -> new Traffic.Asked(i.id(), i.query().text(), whatIf.explain(i.query(), WhatIf.Change.NONE)))
                        .toList());
                double inserts = window == null ? (3_700_000 - 3_600_000) / 3600.0 : 7200 / window;
                double updates = window == null ? 2 : 3600 / window;
                assertThat(traffic.of(id(c, "t"))).isEqualTo(new Traffic.Rates(inserts, updates, updates / 2, 0));
                assertThat(traffic.of(id(c, "s")).inserted()).isZero();
                assertThat(traffic.updated(id(c, "t"))).containsExactly("n");
            }
        }
    }

    /** An hour of counters; statements since then, or for so many seconds. */
    private static Capsule busy(Capsule c, List<Capsule.Statement> statements, @org.jspecify.annotations.Nullable Double window) {
        Capsule.Source s = c.source();
        Capsule.Source hour = new Capsule.Source(s.versionNum(), s.version(), s.database(), s.encoding(), s.collate(), s.ctype(), s.provider(), s.locale(),
                s.blockSize(), 3600, window);
        Map<String, List<Long>> rows = Map.of("t1", List.of(3_700_000L, 7200L, 3600L, 0L), "s", List.of(1_000_000L, 0L, 0L, 0L));
        List<Capsule.Relation> relations = c.relations().stream().map(r -> {
            List<Long> n = rows.getOrDefault(r.name(), List.of(0L, 0L, 0L, 0L));
            return new Capsule.Relation(r.id(), r.schema(), r.name(), r.kind(), r.pages(), r.tuples(), r.allVisible(), r.bytes(), r.options(), r.partitionKey(),
                    r.partitionBound(), r.parents(), r.definition(), r.readable(), r.rowSecurity(), r.hasRules(), n.get(0), n.get(1), n.get(2), n.get(3));
        }).toList();
        return new Capsule(c.format(), c.readAt(), hour, c.settings(), c.extensions(), c.items(), relations, c.columns(), c.constraints(), c.indexes(),
                c.statistics(), c.extended(), c.extendedData(), statements, c.lacks());
    }

    @Test
    void plansALimitForTheRowsThatCallsGave() {
        assertThat(Limit.known("SELECT * FROM t WHERE a = $1 ORDER BY b LIMIT $2", 19.5)).isEqualTo("SELECT * FROM t WHERE a = $1 ORDER BY b LIMIT 20");
        assertThat(Limit.known("SELECT * FROM t WHERE b < $2 LIMIT $1", 3)).isEqualTo("SELECT * FROM t WHERE b < $1 LIMIT 3");
        for (String as : List.of("SELECT * FROM t LIMIT $1 OFFSET $2", "SELECT * FROM t WHERE a = $1 LIMIT $1", "SELECT * FROM (SELECT 1 LIMIT $1) x",
                "SELECT * FROM t LIMIT 5", "DELETE FROM t WHERE a = $1", "SELECT 1 FETCH FIRST $1 ROWS ONLY")) {
            assertThat(Limit.known(as, 7)).isEqualTo(as);
        }
        assertThat(Limit.known("SELECT * FROM t LIMIT $1", 0)).isEqualTo("SELECT * FROM t LIMIT $1");
    }

    /** Without a budget too, room is worth something. */
    @Test
    void takesNoLargeIndexForNextToNothing() {
        Target source = Servers.newDatabase();
        Servers.execute(source, "CREATE TABLE t (id int PRIMARY KEY, a int, b int, c int, state text, pad text)",
                "INSERT INTO t SELECT i, i % 500, i, i, CASE WHEN i % 400 = 0 THEN 'open' ELSE 'done' END, repeat('x', 60) FROM generate_series(1, 60000) i",
                "VACUUM ANALYZE");
        IndexAdvice advice = advise(read(source), Workload.parse("""
                SELECT * FROM t WHERE a = 7 ORDER BY b LIMIT 5;
                SELECT a, b, c FROM t WHERE id = 7;
                SELECT id, a, b FROM t WHERE state = 'open';
                """));
        assertThat(advice.proposals()).extracting(p -> p.index().body()).anyMatch(b -> b.startsWith("(a, b)")).noneMatch(b -> b.startsWith("(id"));
        assertThat(advice.proposals()).filteredOn(p -> p.index().predicate() == null).allMatch(p -> p.index().include().isEmpty());
    }

    @Test
    void addsUpTheCallsOfAllRoles() {
        Capsule c = read(Servers.newDatabase());
        Workload w = Workload.of(busy(c, List.of(
                new Capsule.Statement("1", "SELECT $1", 10, 100, 10, "a"),
                new Capsule.Statement("1", "SELECT $1", 30, 500, 30, "b"),
                new Capsule.Statement("2", "<insufficient privilege>", 5, 100, 5, null),
                new Capsule.Statement("3", "COPY (SELECT 1 FROM t WHERE a = ?) TO STDOUT", 5, 100, 5, null),
                new Capsule.Statement("4", "DECLARE c CURSOR FOR SELECT $1", 5, 100, 5, null)), 1.0));
        assertThat(w.items()).extracting(Workload.Item::id).containsExactly("1", "4");
        assertThat(w.items().getFirst()).matches(i -> i.callsPerSecond() == 40 && i.meanMs() == 15);
        assertThat(w.leftOut()).extracting(Workload.LeftOut::reason).containsExactly(
                dev.howdah.engine.text.Text.of("advise.hidden"), dev.howdah.engine.text.Text.of("advise.masked"));
    }

    @Test
    void listsWhatHasNoPlanWithTheReason() {
        Workload w = Workload.parse("VACUUM t; SELECT 1; vacuum t; CREATE INDEX ON t (a)");
        assertThat(w.items()).hasSize(1);
        assertThat(w.leftOut()).extracting(Workload.LeftOut::reason).containsExactly("VACUUM has no plan: no index serves it.", "CREATE has no plan: no index serves it.");
    }
}
