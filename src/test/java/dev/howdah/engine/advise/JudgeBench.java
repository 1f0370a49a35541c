package dev.howdah.engine.advise;

import static org.assertj.core.api.Assertions.assertThat;

import dev.howdah.engine.twin.Capsule;
import dev.howdah.engine.twin.IndexDef;
import dev.howdah.engine.twin.SizeModel;
import dev.howdah.engine.twin.Twin;
import dev.howdah.engine.twin.TwinFolder;
import dev.howdah.engine.twin.TwinWhatIf;
import dev.howdah.engine.twin.WhatIf;
import dev.howdah.testing.Servers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.ToDoubleFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The advisor beside Extend and DB2Advis on schemas other than TPC-H: {@code mvn test -Dtest=JudgeBench -Dtest.excluded=}; the lines
 * stand in target/judge-NAME.txt. It must be no dearer than the better of the two, within one part in a hundred.
 */
@Tag("campaign")
class JudgeBench {
    private static final double SLACK = 0.01;
    private static final Pattern UPDATE = Pattern.compile("^UPDATE (\\w+) ");

    @TempDir
    Path temp;

    @ParameterizedTest
    @ValueSource(strings = {"films", "shop", "events", "star"})
    void isNoDearerThanSimpleGreedyAlgorithms(String name) throws IOException {
        Judge judge = Judge.of(name);
        SizeModel sizes = SizeModel.real(judge.capsule());
        List<String> lines = new ArrayList<>();
        List<String> lost = new ArrayList<>();
        double seconds = Double.parseDouble(System.getProperty("judge.seconds", "2"));
        try (Twin twin = Twin.build(Servers.binaries(), TwinFolder.create(temp), judge.capsule(), 18)) {
            ours(judge, twin, sizes, new AdviceOptions(1L << 40, 1000, 2, false, Duration.ofMillis((long) (seconds * 1000))), new ArrayList<>());
            for (int width = 2; width <= 3; width++) {
                for (long mb : new long[] {50, 150, 500, 2000}) {
                    String head = name + ", width " + width + ", " + mb + " MB";
                    AdviceOptions options = new AdviceOptions(mb << 20, 1000, width, false, Duration.ofMillis((long) (seconds * 1000)));
                    double own = ours(judge, twin, sizes, options, lines);
                    double best = greedy(judge, twin, sizes, mb << 20, width, lines, head);
                    lines.add(head + ": " + (own <= best * (1 + SLACK) ? "kept" : "LOST"));
                    if (own > best * (1 + SLACK)) {
                        lost.add(head + " " + own + " against " + best);
                    }
                }
            }
        } finally {
            Files.write(Path.of("target/judge-" + name + ".txt"), lines);
        }
        assertThat(lost).isEmpty();
    }

    private static double ours(Judge judge, Twin twin, SizeModel sizes, AdviceOptions options, List<String> lines) {
        try (WhatIf whatIf = new TwinWhatIf(twin, sizes)) {
            IndexAdvice a = new Advisor(judge.capsule(), whatIf, 2).advise(judge.workload(), options, p -> {}, () -> false);
            Set<IndexDef> set = new HashSet<>(a.proposals().stream().map(IndexAdvice.Proposal::index).toList());
            double relative = a.figures().relativeCost();
            lines.add(String.format("  advisor %.4f, %d indexes, %.0f MB, %d what-ifs, %.2f s, first %.2f s, %s", relative, set.size(),
                    a.figures().bytes() / 1048576.0, a.figures().whatIfs(), a.figures().seconds(), a.figures().firstAnswerSeconds(), text(set)));
            return relative;
        }
    }

    private static double greedy(Judge judge, Twin twin, SizeModel sizes, long budget, int width, List<String> lines, String head) {
        double best = Double.POSITIVE_INFINITY;
        for (boolean extend : new boolean[] {true, false}) {
            try (WhatIf whatIf = new TwinWhatIf(twin, sizes)) {
                long start = System.nanoTime();
                Greedy greedy = new Greedy(judge, whatIf, sizes, weights(judge, whatIf), writes(judge, sizes));
                double before = greedy.cost(Set.of());
                Set<IndexDef> set = extend ? greedy.extend(budget, width, start + 120_000_000_000L) : greedy.db2Advis(budget, width);
                double relative = greedy.cost(set) / before;
                lines.add(String.format("  %s %.4f, %d indexes, %d what-ifs, %.2f s, %s", extend ? "Extend" : "DB2Advis", relative, set.size(),
                        greedy.asked(), (System.nanoTime() - start) / 1e9, text(set)));
                best = Math.min(best, relative);
            }
        }
        lines.add(head);
        return best;
    }

    private static Map<String, Double> weights(Judge judge, WhatIf whatIf) {
        List<Workload.Item> items = judge.workload().items();
        double[] costs = items.stream().mapToDouble(i -> whatIf.estimate(i.query(), WhatIf.Change.NONE).cost()).toArray();
        double[] weights = Workload.weights(items, costs, judge.workload().measured());
        Map<String, Double> byId = new HashMap<>();
        for (int i = 0; i < weights.length; i++) {
            byId.put(items.get(i).id(), weights[i]);
        }
        return byId;
    }

    private static ToDoubleFunction<Set<IndexDef>> writes(Judge judge, SizeModel sizes) {
        Catalog catalog = new Catalog(judge.capsule(), sizes);
        Map<Long, Set<String>> updated = new HashMap<>();
        for (Workload.Item i : judge.workload().items()) {
            Matcher m = UPDATE.matcher(i.query().text());
            if (m.find()) {
                Capsule.Relation t = catalog.table("public", m.group(1));
                updated.computeIfAbsent(t == null ? 0 : t.id(), k -> new HashSet<>()).addAll(SetList.columns(i.query().text()));
            }
        }
        return set -> {
            List<IndexDef> indexes = List.copyOf(set);
            long[] bytes = indexes.stream().mapToLong(i -> sizes.of(i, 1).bytes()).toArray();
            java.util.BitSet all = new java.util.BitSet();
            all.set(0, indexes.size());
            return new WriteCosts(indexes, bytes, catalog, Traffic.counted(catalog, updated), judge.workload().measured()).of(all);
        };
    }

    private static String text(Set<IndexDef> set) {
        return set.stream().map(i -> i.table().replace("public.", "") + (i.method().equals("btree") ? "" : " " + i.method()) + i.body()).sorted().toList().toString();
    }
}
