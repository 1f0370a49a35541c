package dev.howdah.engine.advise;

import static org.assertj.core.api.Assertions.assertThat;

import dev.howdah.engine.twin.Capsule;
import dev.howdah.engine.twin.CapsuleFile;
import dev.howdah.engine.twin.IndexDef;
import dev.howdah.engine.twin.Query;
import dev.howdah.engine.twin.SizeModel;
import dev.howdah.engine.twin.Twin;
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
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Relative cost by budget, seconds and what-if calls on the statistics of TPC-H SF 1, beside published sets costed on the same twin:
 * {@code mvn test -Dtest=AdviceBench -Dtest.excluded=}. Budgets in HypoPG's sizes, index width 2, no INCLUDE columns.
 */
@Tag("campaign")
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
        Workload workload = Workload.parse(String.join(";\n", Tpch.benchmark().values()));
        List<String> lines = new ArrayList<>();
        Map<String, Double> reached = new LinkedHashMap<>();
        try (Twin twin = Twin.build(Servers.binaries(), temp.resolve("twin"), capsule, 15)) {
            for (double seconds : new double[] {10, 2}) {
                for (long mb : new long[] {250, 500, 1000, 2000}) {
                    reached.merge(mb + " MB", advise(capsule, twin, workload, mb, seconds, lines), Math::min);
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
            lines.forEach(org.slf4j.LoggerFactory.getLogger(AdviceBench.class)::info);
            java.nio.file.Files.write(Path.of("target/advice-bench.txt"), lines);
        }
    }

    private static double advise(Capsule capsule, Twin twin, Workload workload, long mb, double seconds, List<String> lines) {
        StringBuilder steps = new StringBuilder();
        try (WhatIf whatIf = new TwinWhatIf(twin, SizeModel.hypoPg(capsule))) {
            AdviceOptions options = new AdviceOptions(mb * 1_000_000, 1000, 2, false, Duration.ofMillis((long) (1000 * seconds)));
            IndexAdvice a = new Advisor(capsule, whatIf, 2)
                    .advise(workload, options, p -> steps.append(String.format(" %.2f s %d: %.4f", p.seconds(), p.whatIfs(), p.relativeCost())),
                            () -> false);
            IndexAdvice.Figures f = a.figures();
            lines.add(String.format("%d MB, limit %.0f s: %.4f, %d indexes, %.0f MB, %d what-ifs, %.2f s, first answer %.2f s |%s", mb, seconds,
                    f.relativeCost(), a.proposals().size(), f.bytes() / 1e6, f.whatIfs(), f.seconds(), f.firstAnswerSeconds(), steps));
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
