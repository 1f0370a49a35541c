package dev.howdah.engine.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.howdah.engine.db.Target;
import dev.howdah.engine.plan.Explain.Options;
import dev.howdah.engine.plan.Explain.Result;
import dev.howdah.engine.plan.PlanIssue.Kind;
import dev.howdah.testing.Servers;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FindingsTest {
    @Test
    void dividesTimeAmongParallelProcesses() {
        Plan p = Plan.parse("""
                Gather  (cost=0..1 rows=10 width=4) (actual time=1.0..100.0 rows=30 loops=1)
                  Workers Planned: 2
                  Workers Launched: 2
                  ->  Hash Join  (cost=0..1 rows=10 width=4) (actual time=1.0..90.0 rows=10 loops=3)
                        Hash Cond: (a.x = b.x)
                        ->  Parallel Seq Scan on a  (cost=0..1 rows=10 width=4) (actual time=0.0..60.0 rows=10 loops=3)
                        ->  Hash  (cost=0..1 rows=10 width=4) (actual time=10.0..10.0 rows=10 loops=3)
                              ->  Seq Scan on b  (cost=0..1 rows=10 width=4) (actual time=0.0..8.0 rows=10 loops=3)
                Execution Time: 101.0 ms
                """);
        PlanTimes t = p.times();
        assertThat(own(p, t)).containsExactly(10.0, 20.0, 60.0, 2.0, 8.0);
        assertThat(t.totalMs(p.nodes().get(1))).isEqualTo(90);
    }

    @Test
    void multipliesByLoops() {
        Plan p = Plan.parse("""
                Nested Loop  (cost=0..1 rows=10 width=4) (actual time=1.0..100.0 rows=30 loops=1)
                  ->  Seq Scan on a  (cost=0..1 rows=1000 width=4) (actual time=0.0..10.0 rows=1000 loops=1)
                  ->  Index Scan using i on b  (cost=0..1 rows=1 width=4) (actual time=0.05..0.08 rows=1 loops=1000)
                """);
        assertThat(own(p, p.times())).containsExactly(10.0, 10.0, 80.0);
    }

    @Test
    void letsReadersPayForACte() {
        Plan p = Plan.parse("""
                Hash Join  (cost=0..1 rows=10 width=4) (actual time=1.0..100.0 rows=30 loops=1)
                  Hash Cond: (a.x = b.x)
                  CTE big
                    ->  Seq Scan on t  (cost=0..1 rows=10 width=4) (actual time=0.0..60.0 rows=10 loops=1)
                  ->  CTE Scan on big a  (cost=0..1 rows=10 width=4) (actual time=0.0..70.0 rows=10 loops=1)
                  ->  Hash  (cost=0..1 rows=10 width=4) (actual time=20.0..20.0 rows=10 loops=1)
                        ->  CTE Scan on big b  (cost=0..1 rows=10 width=4) (actual time=0.0..10.0 rows=10 loops=1)
                """);
        PlanTimes t = p.times();
        List<Double> own = own(p, t);
        assertThat(own.get(0)).isEqualTo(10);
        assertThat(own.get(1)).isEqualTo(60);
        assertThat(own.get(2)).isCloseTo(70 - 60 * 70 / 80.0, within(1e-9));
        assertThat(own.stream().mapToDouble(x -> x).sum()).isCloseTo(100, within(1e-9));
    }

    @Test
    void letsTheUserOfAnInitPlanPayForIt() {
        for (String[] names : new String[][] {{"InitPlan 1 (returns $0)", "$0"}, {"InitPlan 1", "(InitPlan 1).col1"}}) {
            Plan p = Plan.parse("""
                    Aggregate  (cost=0..1 rows=1 width=4) (actual time=100.0..100.0 rows=1 loops=1)
                      %s
                        ->  Aggregate  (cost=0..1 rows=1 width=4) (actual time=40.0..40.0 rows=1 loops=1)
                      ->  Seq Scan on t  (cost=0..1 rows=10 width=4) (actual time=0.0..95.0 rows=10 loops=1)
                            Filter: (x > %s)
                    """.formatted(names[0], names[1]));
            assertThat(own(p, p.times())).containsExactly(5.0, 40.0, 55.0);
        }
    }

    @Test
    void takesNothingForWhatNeverRan() {
        Plan p = Plan.parse("""
                Append  (cost=0..1 rows=10 width=4) (actual time=1.0..5.0 rows=30 loops=1)
                  ->  Seq Scan on a  (cost=0..1 rows=10 width=4) (never executed)
                  ->  Seq Scan on b  (cost=0..1 rows=10 width=4) (actual time=0.0..4.0 rows=10 loops=1)
                """);
        assertThat(own(p, p.times())).containsExactly(1.0, 0.0, 4.0);
        assertThat(p.nodes().get(1).ran()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(ints = {14, 18})
    void namesWhatCostsTime(int major) {
        Target target = PlanTest.shop(major);
        Servers.execute(target, "CREATE TABLE skew (a int, b int)", "INSERT INTO skew SELECT g % 10, g % 10 FROM generate_series(1, 30000) g",
                "ANALYZE skew");
        Explain explain = new Explain(Servers.db(target));
        assertThat(kinds(explain, "SELECT * FROM orders WHERE total = 5", Map.of())).contains(Kind.SCAN_DISCARDS);
        assertThat(kinds(explain, "SELECT * FROM orders ORDER BY total, id", Map.of("work_mem", "64kB"))).contains(Kind.SORT_SPILL);
        assertThat(kinds(explain, "SELECT total, (SELECT count(*) FROM customers c WHERE c.name = 'x' || o.id) FROM orders o WHERE id < 300", Map.of()))
                .contains(Kind.SUBPLAN_LOOPS);
        assertThat(kinds(explain, "SELECT * FROM orders ORDER BY id LIMIT 10 OFFSET 15000", Map.of())).contains(Kind.DEEP_OFFSET);
        assertThat(kinds(explain, "SELECT * FROM skew s JOIN orders o ON o.id = s.a WHERE s.a = 3 AND s.b = 3", Map.of("enable_hashjoin", "off")))
                .contains(Kind.MISESTIMATE);
    }

    @Test
    void namesTheTablesWhoseEstimateIsWrong() {
        Plan p = Plan.parse("""
                Sort  (cost=0..9 rows=2000 width=4) (actual time=0.0..9.0 rows=20 loops=1)
                  ->  HashAggregate  (cost=0..9 rows=2000 width=4) (actual time=0.0..8.0 rows=20 loops=1)
                        ->  Hash Join  (cost=0..9 rows=50 width=4) (actual time=0.0..7.0 rows=50 loops=1)
                              ->  Seq Scan on orders o  (cost=0..1 rows=50 width=4) (actual time=0.0..1.0 rows=50 loops=1)
                              ->  Seq Scan on customers c  (cost=0..1 rows=50 width=4) (actual time=0.0..1.0 rows=50 loops=1)
                """);
        PlanIssue issue = p.issues().stream().filter(i -> i.kind() == Kind.MISESTIMATE).findFirst().orElseThrow();
        assertThat(issue.finding()).startsWith("HashAggregate: expected 2000 rows");
        assertThat(issue.advice()).startsWith("ANALYZE orders, customers.");
    }

    @Test
    void comparesTwoPlansOfOneStatement() {
        Target target = PlanTest.shop(18);
        Explain explain = new Explain(Servers.db(target));
        String sql = "SELECT * FROM orders o JOIN customers c ON c.id = o.customer_id WHERE o.total = 7";
        Plan before = plan(explain, sql, Options.ESTIMATE);
        assertThat(PlanDiff.of(before, plan(explain, sql, Options.ESTIMATE)).sameShape()).isTrue();
        Servers.execute(target, "CREATE INDEX total_i ON orders (total)", "ANALYZE orders");
        Plan after = plan(explain, sql, Options.ESTIMATE);
        PlanDiff diff = PlanDiff.of(before, after);
        assertThat(diff.sameShape()).isFalse();
        assertThat(diff.costFactor()).isLessThan(1);
        assertThat(diff.changes()).anyMatch(c -> c.kind() == PlanDiff.Kind.REPLACED && c.before() != null && c.after() != null
                && c.before().type().equals("Seq Scan") && "orders".equals(c.after().object().relation()));
        assertThat(diff.changes()).anyMatch(c -> c.kind() == PlanDiff.Kind.ADDED && c.after() != null && "total_i".equals(c.after().object().index()));

        PlanHistory history = new PlanHistory();
        Instant t = Instant.parse("2026-11-21T10:00:00Z");
        history.add(7, before, t, PlanHistory.Source.EXPLAIN);
        history.add(7, before, t.plusSeconds(5), PlanHistory.Source.LOG);
        history.add(7, after, t.plusSeconds(9), PlanHistory.Source.EXPLAIN);
        assertThat(history.of(7)).extracting(PlanHistory.Seen::times).containsExactly(1L, 2L);
    }

    @Test
    void opensAPlanOfFiveThousandNodes() {
        Plan wide = Plan.parse(wide(5_000));
        assertThat(wide.nodes()).hasSize(5_001);
        assertThat(wide.times().ownMs(wide.root())).isEqualTo(0, within(1e-6));
        assertThat(wide.issues()).isNotNull();
        StringBuilder deep = new StringBuilder("Materialize  (cost=0..1 rows=1 width=4)\n");
        for (int i = 0; i < 1_500; i++) {
            deep.append("  ".repeat(3 * i + 1)).append("->  Materialize  (cost=0..1 rows=1 width=4)\n");
        }
        assertThat(Plan.parse(deep.toString()).nodes()).hasSize(1_501);
    }

    static String wide(int nodes) {
        StringBuilder s = new StringBuilder("Append  (cost=0.00..1.00 rows=1 width=4) (actual time=0.0..").append(nodes / 10).append(".0 rows=1 loops=1)\n");
        for (int i = 0; i < nodes; i++) {
            s.append("  ->  Seq Scan on part_").append(i).append("  (cost=0.00..1.00 rows=1 width=4) (actual time=0.0..0.1 rows=1 loops=1)\n")
                    .append("        Filter: (x = 5)\n        Rows Removed by Filter: 2000\n        Buffers: shared hit=7 read=3\n");
        }
        return s.append("Execution Time: ").append(nodes / 10).append(".5 ms\n").toString();
    }

    private static List<Kind> kinds(Explain explain, String sql, Map<String, String> settings) {
        Plan p = plan(explain, sql, new Options(true, java.time.Duration.ofSeconds(20), settings));
        assertThat(p.issues()).allSatisfy(i -> {
            assertThat(i.finding()).doesNotContain("!").doesNotContain("{");
            assertThat(i.advice()).doesNotContain("!").doesNotContain("{");
            assertThat(i.share()).isBetween(0.0, 1.0);
        });
        return p.issues().stream().map(PlanIssue::kind).toList();
    }

    private static Plan plan(Explain explain, String sql, Options options) {
        Result r = explain.of(sql, options);
        assertThat(r).isInstanceOf(Result.Planned.class);
        return ((Result.Planned) r).plan();
    }

    private static List<Double> own(Plan p, PlanTimes t) {
        return p.nodes().stream().map(t::ownMs).map(x -> Math.round(x * 1e6) / 1e6).toList();
    }
}
