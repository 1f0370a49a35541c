package dev.howdah.engine.advise;

import static org.assertj.core.api.Assertions.assertThat;

import dev.howdah.engine.db.Target;
import dev.howdah.engine.twin.Capsule;
import dev.howdah.engine.twin.CapsuleReader;
import dev.howdah.engine.twin.Twin;
import dev.howdah.engine.twin.TwinWhatIf;
import dev.howdah.engine.twin.WhatIf;
import dev.howdah.testing.Servers;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
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
    void readsAScriptIntoStatements() {
        Workload w = Workload.parse("-- one\nSELECT 1; SELECT 'a;b'; select   2;\nVACUUM; INSERT INTO t VALUES ($$;$$)");
        assertThat(w.items()).extracting(Workload.Item::callsPerSecond).containsExactly(3.0, 1.0);
    }

    @Test
    void readsWhatAnUpdateSets() {
        assertThat(WriteCosts.setColumns("UPDATE t SET a = $1, \"B\" = lower(c) WHERE d = 2")).containsExactlyInAnyOrder("a", "B");
    }

    @Test
    void takesConditionsApart() {
        List<Tokens.Condition> conditions = new java.util.ArrayList<>();
        Tokens.conditions(Tokens.of("((a.x = 5) AND ((a.y > 3) OR (lower(a.z) = 'q'::text)) AND (a.w IS NULL))"), true, conditions);
        assertThat(conditions).extracting(Tokens.Condition::operator).containsExactly("=", ">", "=", "is null");
        assertThat(conditions).extracting(Tokens.Condition::always).containsExactly(true, false, false, true);
    }
}
