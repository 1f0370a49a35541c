package dev.howdah.engine.advise;

import static org.assertj.core.api.Assertions.assertThat;

import dev.howdah.engine.twin.Capsule;
import dev.howdah.engine.twin.CapsuleFile;
import dev.howdah.engine.twin.IndexDef;
import dev.howdah.engine.twin.Query;
import dev.howdah.engine.twin.SizeModel;
import dev.howdah.engine.twin.Twin;
import dev.howdah.engine.twin.TwinFolder;
import dev.howdah.engine.twin.TwinWhatIf;
import dev.howdah.engine.twin.WhatIf;
import dev.howdah.testing.Servers;
import dev.howdah.testing.Tpch;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Relative cost by budget, seconds and what-if calls on the statistics of TPC-H SF 1, beside published sets costed on the same twin:
 * {@code mvn test -Dtest=AdviceBench -Dtest.excluded=}. Budgets in HypoPG's sizes, index width 2, without and with INCLUDE columns.
 */
@Tag("campaign")
@Timeout(value = 3, unit = TimeUnit.HOURS)
class AdviceBench {
    private static final Map<String, String> PUBLISHED = new LinkedHashMap<>(Map.of(
            "250 MB, Extend", "customer c_custkey; lineitem l_orderkey; orders o_custkey; partsupp ps_suppkey,ps_partkey",
            "250 MB, Anytime", "customer c_custkey; customer c_mktsegment,c_custkey; lineitem l_orderkey; orders o_custkey; orders o_orderkey; "
                    + "supplier s_nationkey; supplier s_suppkey",
            "1000 MB, Extend", "customer c_custkey; lineitem l_orderkey; lineitem l_partkey,l_shipmode; lineitem l_shipdate; lineitem l_suppkey; "
                    + "orders o_custkey; orders o_orderdate; orders o_orderkey,o_orderpriority; partsupp ps_partkey; partsupp ps_suppkey",
            "2000 MB, Relaxation", "customer c_custkey; customer c_mktsegment,c_custkey; lineitem l_orderkey; lineitem l_orderkey,l_quantity; "
                    + "lineitem l_orderkey,l_shipdate; lineitem l_partkey,l_suppkey; lineitem l_shipdate; lineitem l_shipmode,l_partkey; "
                    + "lineitem l_suppkey; orders o_custkey; orders o_custkey,o_orderdate; orders o_custkey,o_orderkey; orders o_orderdate; "
                    + "orders o_orderkey,o_orderpriority; orders o_orderkey,o_orderstatus; part p_partkey,p_type; part p_size; "
                    + "partsupp ps_partkey; partsupp ps_suppkey; supplier s_suppkey"));

    @TempDir
    Path temp;

    @Test
    void isNoDearerThanPublishedSets() throws IOException {
        Capsule capsule = CapsuleFile.read(Path.of("src/test/resources/tpch/sf1.capsule"));
        compare(capsule, "advice-bench.txt", (name, reached) -> {});
    }

    /**
     * The published relative costs depend on one number that ANALYZE guesses from its sample: how many different l_orderkey there are,
     * 366,292 in the capsule here and 393,095 there. With theirs the published sets cost here what was published, within 0.006.
     */
    @Test
    void reachesThePublishedCostsWithTheStatisticOfThePublishedRuns() throws IOException {
        Capsule capsule = withDistinctOrders(CapsuleFile.read(Path.of("src/test/resources/tpch/sf1.capsule")), 393_095);
        Map<String, Double> wanted = Map.of("250 MB", 0.641, "500 MB", 0.551, "1000 MB", 0.498, "2000 MB", 0.479);
        compare(capsule, "advice-bench-published.txt", (budget, reached) -> assertThat(reached).as(budget).isLessThanOrEqualTo(wanted.get(budget)));
    }

    /** The fair bar: what published algorithms reach with the capsule's own statistic, in the same run, with the same sizes and the same planner. */
    @Test
    void isNoDearerThanPublishedAlgorithmsOnTheSameStatistics() throws IOException {
        Capsule capsule = CapsuleFile.read(Path.of("src/test/resources/tpch/sf1.capsule"));
        Judge judge = new Judge("tpch", capsule, Workload.parse(String.join(";\n", Tpch.benchmark().values())));
        SizeModel sizes = SizeModel.hypoPg(capsule);
        List<String> lines = new ArrayList<>();
        Map<String, Double> best = new LinkedHashMap<>();
        Map<String, Double> reached = new LinkedHashMap<>();
        try (Twin twin = Twin.build(Servers.binaries(), TwinFolder.create(temp), capsule, 15);
                WhatIf whatIf = new TwinWhatIf(twin, sizes)) {
            advise(capsule, twin, judge.workload(), new Setting(250, 2, false), new ArrayList<>());
            Greedy greedy = new Greedy(judge, whatIf, sizes, Map.of(), set -> 0);
            double before = greedy.cost(Set.of());
            for (double mb : numbers("advice.budgets", "250,500,1000,2000")) {
                long budget = (long) mb * 1_000_000;
                Map<String, java.util.function.Supplier<Set<IndexDef>>> algorithms = new LinkedHashMap<>();
                algorithms.put("Extend", () -> greedy.extend(budget, 2));
                algorithms.put("DB2Advis", () -> greedy.db2Advis(budget, 2));
                algorithms.put("Relaxation", () -> greedy.relaxation(budget, 2));
                algorithms.put("by gain", () -> greedy.byGain(budget, 2));
                algorithms.forEach((name, algorithm) -> {
                    int asked = greedy.asked();
                    long start = System.nanoTime();
                    double cost = greedy.cost(algorithm.get()) / before;
                    best.merge((long) mb + " MB", cost, Math::min);
                    lines.add(String.format("%.0f MB, %s: %.4f, %d what-ifs, %.2f s", mb, name, cost, greedy.asked() - asked, (System.nanoTime() - start) / 1e9));
                });
                reached.put((long) mb + " MB", advise(capsule, twin, judge.workload(), new Setting((long) mb, 2, false), lines));
            }
        } finally {
            java.nio.file.Files.write(Path.of("target/advice-bench-rivals.txt"), lines);
        }
        reached.forEach((budget, cost) -> assertThat(cost).as(budget).isLessThanOrEqualTo(best.get(budget)));
    }

    private void compare(Capsule capsule, String file, java.util.function.BiConsumer<String, Double> check) throws IOException {
        Workload workload = Workload.parse(String.join(";\n", Tpch.benchmark().values()));
        List<String> lines = new ArrayList<>();
        Map<String, Double> reached = new LinkedHashMap<>();
        try (Twin twin = Twin.build(Servers.binaries(), TwinFolder.create(temp), capsule, 15)) {
            advise(capsule, twin, workload, new Setting(250, 2, false), new ArrayList<>());
            for (double seconds : numbers("advice.seconds", "2,10")) {
                for (boolean include : Boolean.getBoolean("advice.include") ? new boolean[] {true} : new boolean[] {false, true}) {
                    for (double mb : numbers("advice.budgets", "250,500,1000,2000")) {
                        reached.merge((long) mb + " MB", advise(capsule, twin, workload, new Setting((long) mb, seconds, include), lines), Math::min);
                    }
                }
            }
            try (WhatIf whatIf = new TwinWhatIf(twin, SizeModel.hypoPg(capsule))) {
                PUBLISHED.forEach((name, set) -> {
                    double relative = cost(capsule, whatIf, set) / cost(capsule, whatIf, "");
                    lines.add(String.format("%s: %.4f, published set on this twin", name, relative));
                    assertThat(reached.get(name.split(",")[0])).as(name).isLessThanOrEqualTo(relative);
                });
            }
        } finally {
            java.nio.file.Files.write(Path.of("target", file), lines);
        }
        reached.forEach(check);
    }

    /** Others than usual with {@code -Dadvice.seconds=60 -Dadvice.budgets=500}. */
    private static double[] numbers(String property, String usual) {
        return java.util.stream.Stream.of(System.getProperty(property, usual).split(",")).mapToDouble(Double::parseDouble).toArray();
    }

    private record Setting(long mb, double seconds, boolean include) {}

    private static Capsule withDistinctOrders(Capsule c, float distinct) {
        long table = c.relations().stream().filter(r -> r.name().equals("lineitem")).findFirst().orElseThrow().id();
        List<Capsule.ColumnStats> statistics = c.statistics().stream()
                .map(s -> s.relationId() != table || s.number() != 1 ? s : new Capsule.ColumnStats(s.relationId(), s.number(), s.inherited(), s.nullFrac(),
                        s.avgWidth(), distinct, s.mostCommonVals(), s.mostCommonFreqs(), s.histogramBounds(), s.correlation(), s.mostCommonElems(),
                        s.mostCommonElemFreqs(), s.elemCountHistogram(), s.rangeLengthHistogram(), s.rangeEmptyFrac(), s.rangeBoundsHistogram()))
                .toList();
        return new Capsule(c.format(), c.readAt(), c.source(), c.settings(), c.extensions(), c.items(), c.relations(), c.columns(), c.constraints(),
                c.indexes(), statistics, c.extended(), c.extendedData(), c.statements(), c.lacks());
    }

    private static double advise(Capsule capsule, Twin twin, Workload workload, Setting s, List<String> lines) {
        StringBuilder steps = new StringBuilder();
        try (WhatIf whatIf = new TwinWhatIf(twin, SizeModel.hypoPg(capsule))) {
            AdviceOptions options = new AdviceOptions(s.mb() * 1_000_000, 1000, 2, s.include(), Duration.ofMillis((long) (1000 * s.seconds())));
            IndexAdvice a = new Advisor(capsule, whatIf, 2)
                    .advise(workload, options, p -> steps.append(String.format(" %.2f s %d: %.4f", p.seconds(), p.whatIfs(), p.relativeCost())),
                            () -> false);
            IndexAdvice.Figures f = a.figures();
            lines.add(String.format("%d MB, limit %.0f s%s: %.4f, %d indexes, %.0f MB, %d what-ifs, %.2f s, first answer %.2f s |%s", s.mb(), s.seconds(),
                    s.include() ? ", INCLUDE" : "", f.relativeCost(), a.proposals().size(), f.bytes() / 1e6, f.whatIfs(), f.seconds(),
                    f.firstAnswerSeconds(), steps));
            lines.add("  " + a.proposals().stream().map(i -> i.index().table().replace("public.", "") + i.index().body()).sorted().toList());
            return f.relativeCost();
        }
    }

    private static double cost(Capsule capsule, WhatIf whatIf, String set) {
        List<IndexDef> defs = new ArrayList<>();
        for (String index : set.isEmpty() ? new String[0] : set.split("; ")) {
            String[] parts = index.split(" ");
            Capsule.Relation table = capsule.relations().stream().filter(r -> r.name().equals(parts[0])).findFirst().orElseThrow();
            defs.add(IndexDef.btree(table.id(), table.qualified(), List.of(parts[1].split(","))));
        }
        Set<Integer> on = new HashSet<>();
        whatIf.add(defs).forEach(h -> on.add(h.handle()));
        return Tpch.benchmark().values().stream().mapToDouble(q -> whatIf.estimate(Query.of(q), WhatIf.Change.add(on)).cost()).sum();
    }
}
