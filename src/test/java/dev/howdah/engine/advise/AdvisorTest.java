package dev.howdah.engine.advise;

import static org.assertj.core.api.Assertions.assertThat;

import dev.howdah.engine.db.Target;
import dev.howdah.engine.twin.Capsule;
import dev.howdah.engine.twin.CapsuleReader;
import dev.howdah.engine.twin.Twin;
import dev.howdah.engine.twin.TwinWhatIf;
import dev.howdah.engine.twin.WhatIf;
import dev.howdah.testing.Servers;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AdvisorTest {
    private static final AdviceOptions OPTIONS = AdviceOptions.DEFAULT.withLimit(Duration.ofSeconds(60));

    @TempDir
    Path temp;

    private IndexAdvice advise(Target source, String workload) {
        Capsule capsule = new CapsuleReader(InstantSource.system()).read(Servers.db(source));
        try (Twin twin = Twin.build(Servers.binaries(), temp.resolve("twin"), capsule, 18);
                WhatIf whatIf = new TwinWhatIf(twin)) {
            return new Advisor(capsule, whatIf, 2).advise(Workload.parse(workload), OPTIONS, p -> {}, () -> false);
        }
    }

    @Test
    void proposesBothIndexesThatAJoinNeeds() {
        Target source = Servers.newDatabase();
        Servers.execute(
                source,
                "CREATE TABLE o (id int, customer int, note text)",
                "CREATE TABLE l (o int, amount int, note text)",
                "INSERT INTO o SELECT i, i % 15000, repeat('x', 60) FROM generate_series(1, 150000) i",
                "INSERT INTO l SELECT i % 150000, i, repeat('x', 60) FROM generate_series(1, 300000) i",
                "VACUUM ANALYZE");
        IndexAdvice advice = advise(source, "SELECT o.note, l.note FROM o JOIN l ON l.o = o.id WHERE o.customer = 17;");
        assertThat(advice.proposals()).extracting(p -> p.index().table() + " " + p.index().keys().getFirst().column())
                .containsExactlyInAnyOrder("public.o customer", "public.l o");
        assertThat(advice.figures().relativeCost()).isLessThan(0.05);
    }

    @Test
    void findsThePartialTheExpressionAndTheOrderedIndex() {
        Target source = Servers.newDatabase();
        Servers.execute(
                source,
                "CREATE TABLE t (id int PRIMARY KEY, email text, state text, at timestamp, customer int, deleted timestamp, pad text)",
                "INSERT INTO t SELECT i, 'User' || i, CASE WHEN i % 100 = 0 THEN 'open' ELSE 'done' END, now()::timestamp - i * interval '1 min',"
                        + " i % 2000, CASE WHEN i % 50 > 0 THEN now() END, repeat('x', 80) FROM generate_series(1, 100000) i",
                "CREATE INDEX t_customer ON t (customer)",
                "CREATE INDEX t_customer_id ON t (customer, id)",
                "VACUUM ANALYZE");
        IndexAdvice advice = advise(source, """
                SELECT * FROM t WHERE lower(email) = 'user77';
                SELECT * FROM t WHERE customer = 7 ORDER BY at DESC LIMIT 5;
                SELECT id FROM t WHERE state = 'open' AND at > '2026-01-01' ORDER BY at LIMIT 10;
                SELECT * FROM t WHERE id = 5;
                SELECT nonsense FROM t;
                """);
        assertThat(advice.proposals()).extracting(p -> p.index().body()).anyMatch(b -> b.contains("lower(email)"));
        assertThat(advice.proposals()).noneMatch(p -> p.index().keys().getFirst().sql().equals("id"));
        assertThat(advice.unplanned()).singleElement().matches(u -> u.reason().contains("nonsense"));
        assertThat(advice.drops()).extracting(IndexAdvice.Drop::index).contains("public.t_customer");
        assertThat(advice.effects()).noneMatch(IndexAdvice.Effect::worse);
        for (IndexAdvice.Proposal a : advice.proposals()) {
            assertThat(advice.proposals()).noneMatch(b -> Subsumption.of(b.index(), a.index()));
            assertThat(a.create()).startsWith("CREATE INDEX CONCURRENTLY ");
            assertThat(a.undo()).startsWith("DROP INDEX CONCURRENTLY ");
        }
    }

    @Test
    void goesOnWhenTheTwinsServerIsKilled() throws IOException {
        Target source = Servers.newDatabase();
        Servers.execute(
                source,
                "CREATE TABLE o (id int, customer int, at int, note text)",
                "INSERT INTO o SELECT i, i % 15000, i, repeat('x', 60) FROM generate_series(1, 50000) i",
                "ANALYZE");
        Capsule capsule = new CapsuleReader(InstantSource.system()).read(Servers.db(source));
        String work = "SELECT * FROM o WHERE customer = 17 ORDER BY at DESC LIMIT 5; SELECT * FROM o WHERE at BETWEEN 5 AND 9; "
                + "SELECT * FROM o WHERE id = 7;";
        List<ProcessHandle> killed = new ArrayList<>();
        try (Twin twin = Twin.build(Servers.binaries(), temp.resolve("twin"), capsule, 18);
                WhatIf whatIf = new TwinWhatIf(twin)) {
            long pid = Long.parseLong(Files.readAllLines(temp.resolve("twin/data/postmaster.pid")).getFirst().strip());
            IndexAdvice advice = new Advisor(capsule, whatIf, 2).advise(Workload.parse(work), OPTIONS, p -> {
                if (killed.isEmpty()) {
                    killed.add(ProcessHandle.of(pid).orElseThrow());
                    killed.getFirst().destroyForcibly();
                }
            }, () -> false);
            assertThat(killed).hasSize(1);
            assertThat(advice.proposals()).extracting(p -> p.index().keys().getFirst().column()).contains("customer", "at", "id");
            assertThat(advice.figures().relativeCost()).isLessThan(0.1);
        }
    }

    /** As the second search of the sandbox's loop, or one after single proposals were tried out. */
    @Test
    void searchesAgainOnAWhatIfThatKnowsWhatOthersThoughtOf() {
        Target source = Servers.newDatabase();
        Servers.execute(
                source,
                "CREATE TABLE o (id int, customer int, at int, note text)",
                "CREATE TABLE l (o int, amount int, note text)",
                "INSERT INTO o SELECT i, i % 15000, i, repeat('x', 60) FROM generate_series(1, 60000) i",
                "INSERT INTO l SELECT i % 60000, i % 9000, repeat('x', 60) FROM generate_series(1, 90000) i",
                "VACUUM ANALYZE");
        Capsule capsule = new CapsuleReader(InstantSource.system()).read(Servers.db(source));
        String first = "SELECT * FROM o WHERE customer = 17 ORDER BY at DESC LIMIT 5; SELECT * FROM o WHERE at BETWEEN 5 AND 9;";
        String second = "SELECT * FROM l WHERE amount = 8; SELECT o.note, l.note FROM o JOIN l ON l.o = o.id WHERE o.customer = 17;";
        try (Twin twin = Twin.build(Servers.binaries(), temp.resolve("twin"), capsule, 18);
                WhatIf used = new TwinWhatIf(twin);
                WhatIf fresh = new TwinWhatIf(twin)) {
            used.add("CREATE INDEX CONCURRENTLY ON o (note)");
            IndexAdvice before = search(capsule, used, first);
            assertThat(before.proposals()).hasSizeGreaterThan(1);
            IndexAdvice again = search(capsule, used, second);
            IndexAdvice alone = search(capsule, fresh, second);
            assertThat(again.proposals()).extracting(IndexAdvice.Proposal::index)
                    .containsExactlyElementsOf(alone.proposals().stream().map(IndexAdvice.Proposal::index).toList());
            assertThat(again.proposals()).extracting(IndexAdvice.Proposal::statements).allMatch(s -> !s.isEmpty());
            assertThat(again.figures().after()).isEqualTo(alone.figures().after());
            assertThat(search(capsule, used, first).proposals()).extracting(IndexAdvice.Proposal::index)
                    .containsExactlyElementsOf(before.proposals().stream().map(IndexAdvice.Proposal::index).toList());
        }
    }

    private static IndexAdvice search(Capsule capsule, WhatIf whatIf, String workload) {
        return new Advisor(capsule, whatIf, 2).advise(Workload.parse(workload), OPTIONS, p -> {}, () -> false);
    }

    @Test
    void doesNotCallItUselessWhenTheTimeWasUpBeforeAnyAnswer() {
        Target source = Servers.newDatabase();
        Servers.execute(source, "CREATE TABLE t (id int, a int, pad text)",
                "INSERT INTO t SELECT i, i % 9000, repeat('x', 60) FROM generate_series(1, 30000) i", "VACUUM ANALYZE");
        Capsule capsule = new CapsuleReader(InstantSource.system()).read(Servers.db(source));
        Workload work = Workload.parse("SELECT * FROM t WHERE a = 7; SELECT pad FROM t WHERE id = 8;");
        try (Twin twin = Twin.build(Servers.binaries(), temp.resolve("twin"), capsule, 18);
                WhatIf whatIf = new TwinWhatIf(twin)) {
            AtomicBoolean over = new AtomicBoolean();
            WhatIf ending = (WhatIf) Proxy.newProxyInstance(WhatIf.class.getClassLoader(), new Class<?>[] {WhatIf.class}, (proxy, method, arguments) -> {
                Object answer = method.invoke(whatIf, arguments);
                over.compareAndSet(false, method.getName().equals("add"));
                return answer;
            });
            IndexAdvice none = new Advisor(capsule, ending, 1).advise(work, OPTIONS, p -> {}, over::get);
            assertThat(none.proposals()).isEmpty();
            assertThat(none.figures().unanswered()).isTrue();
            IndexAdvice some = new Advisor(capsule, whatIf, 1).advise(work, OPTIONS, p -> {}, () -> false);
            assertThat(some.figures().unanswered()).isFalse();
            assertThat(some.proposals()).hasSize(2).filteredOn(p -> p.index().include().contains("pad")).allSatisfy(p ->
                    assertThat(p.notes()).as("INSERT of a long one would fail").anyMatch(n -> n.contains("longer values of pad")));
            assertThat(some.proposals()).filteredOn(p -> p.index().include().isEmpty()).allSatisfy(p ->
                    assertThat(p.notes()).noneMatch(n -> n.contains("longer values")));
            IndexAdvice settled = new Advisor(capsule, whatIf, 1).advise(Workload.parse("SELECT * FROM t;"), OPTIONS, p -> {}, () -> false);
            assertThat(settled.figures().unanswered()).isFalse();
        }
    }

    @Test
    void namesWhatCannotBePlannedAndGoesOn() {
        Target source = Servers.newDatabase();
        Servers.execute(
                source,
                "CREATE TABLE t (id int, a int, pad text)",
                "INSERT INTO t SELECT i, i % 9000, repeat('x', 60) FROM generate_series(1, 30000) i",
                "CREATE FUNCTION vol(int) RETURNS SETOF int LANGUAGE plpgsql VOLATILE AS 'BEGIN RETURN NEXT $1; END'",
                "ANALYZE");
        IndexAdvice advice = advise(source, """
                SELECT * FROM t WHERE a = 7;
                SELECT * FROM t, vol(t.id) v WHERE t.a = 5 AND v = random()::int;
                SELECT FROM t FOR WHAT ELSE;
                SELECT * FROM t AS OF TIMESTAMP '2030-01-01';
                DELETE FROM t WHERE id = 8;
                SELECT 1 FROM pg_temp.nowhere;
                SELECT * FROM generate_series(1, 9) g JOIN t ON t.a = g WHERE clock_timestamp() > now();
                SELECT * FROM t WHERE a = '7'::no_type;
                SELECT no_function(a) FROM t;
                INSERT INTO scratch SELECT * FROM t;
                DECLARE c CURSOR FOR SELECT * FROM t WHERE a = 8;
                FETCH 10 FROM c;
                """);
        assertThat(advice.unplanned()).extracting(IndexAdvice.Unplanned::reason).hasSize(7).allSatisfy(r -> assertThat(r).isNotBlank())
                .anyMatch(r -> r.contains("pg_temp.nowhere")).anyMatch(r -> r.contains("no_type")).anyMatch(r -> r.contains("no_function"))
                .anyMatch(r -> r.contains("scratch")).anyMatch(r -> r.contains("FETCH")).anyMatch(r -> r.contains("syntax error"));
        assertThat(advice.effects()).hasSize(4);
        assertThat(advice.proposals()).extracting(p -> p.index().keys().getFirst().column()).containsExactlyInAnyOrder("a", "id");
    }

    @Test
    void readsAScriptIntoStatements() {
        Workload w = Workload.parse("-- one\nSELECT 1; SELECT 'a;b'; select   2;\nVACUUM; INSERT INTO t VALUES ($$;$$)");
        assertThat(w.items()).extracting(Workload.Item::callsPerSecond).containsExactly(3.0, 1.0);
    }

    @Test
    void readsWhatAnUpdateSets() {
        assertThat(SetList.columns("UPDATE t SET a = $1, \"B\" = lower(c) WHERE d = 2")).containsExactlyInAnyOrder("a", "B");
    }

    @Test
    void takesConditionsApart() {
        List<Tokens.Condition> conditions = new java.util.ArrayList<>();
        Tokens.conditions(Tokens.of("((a.x = 5) AND ((a.y > 3) OR (lower(a.z) = 'q'::text)) AND (a.w IS NULL))"), true, conditions);
        assertThat(conditions).extracting(Tokens.Condition::operator).containsExactly("=", ">", "=", "is null");
        assertThat(conditions).extracting(Tokens.Condition::always).containsExactly(true, false, false, true);
    }

    @Test
    void dropsNoIndexOnWhichMoreHangsThanScans() {
        Target source = Servers.newDatabase();
        Servers.execute(source, "CREATE EXTENSION btree_gist", "CREATE TABLE p (x int, y int, PRIMARY KEY (x, y))",
                "CREATE TABLE t (id int PRIMARY KEY, a int, b text, x int, y int, g int, s int, FOREIGN KEY (x, y) REFERENCES p,"
                        + " CONSTRAINT t_excluded EXCLUDE USING gist (g WITH =))",
                "INSERT INTO t SELECT i, i, i, NULL, NULL, i, i FROM generate_series(1, 60000) i", "CREATE INDEX t_unused ON t (a)",
                "CREATE INDEX t_expression ON t (lower(b))", "CREATE INDEX t_foreign ON t (y, x, a)", "CREATE INDEX t_small ON t (s) WHERE s < 5", "VACUUM ANALYZE");
        Capsule young = new CapsuleReader(InstantSource.system()).read(Servers.db(source));
        assertThat(counting(young, 13).drops()).isEmpty();
        assertThat(counting(young, 15).drops()).extracting(IndexAdvice.Drop::index).containsExactly("public.t_unused");
    }

    /** As if the counters had run for so many days. */
    private IndexAdvice counting(Capsule c, int days) {
        Capsule.Source was = c.source();
        Capsule.Source then = new Capsule.Source(was.versionNum(), was.version(), was.database(), was.encoding(), was.collate(), was.ctype(), was.provider(),
                was.locale(), was.blockSize(), Duration.ofDays(days).toSeconds(), null);
        Capsule old = new Capsule(c.format(), c.readAt(), then, c.settings(), c.extensions(), c.items(), c.relations(), c.columns(), c.constraints(),
                c.indexes(), c.statistics(), c.extended(), c.extendedData(), c.statements(), c.lacks());
        try (Twin twin = Twin.build(Servers.binaries(), temp.resolve("twin" + days), old, Servers.NEWEST);
                WhatIf whatIf = new TwinWhatIf(twin)) {
            return new Advisor(old, whatIf, 1).advise(Workload.parse("SELECT * FROM t WHERE id = 5;"), OPTIONS, p -> {}, () -> false);
        }
    }
}
