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
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * The advisor beside published algorithms on schemas other than TPC-H: {@code mvn test -Dtest=JudgeBench -Dtest.excluded=}, with
 * {@code -Djudge.names=star -Djudge.widths=3 -Djudge.budgets=150,500 -Djudge.seconds=2} for some of it and {@code -Djudge.rivals=false}
 * for the advisor alone; the lines stand in target/judge-NAME-WIDTH.txt. It must be no dearer than the best of them, within one part in
 * a hundred. How often each asked the planner, which is nearly all of its time, is told beside it.
 */
@Tag("campaign")
@Timeout(value = 3, unit = TimeUnit.HOURS)
class JudgeBench {
    private static final double SLACK = 0.01;
    /** Below it Relaxation has far to come down from all that is used, takes longest and reaches least. */
    private static final long ROOMY = 400L << 20;
    private static final Pattern UPDATE = Pattern.compile("^UPDATE (\\w+) ");

    @TempDir
    Path temp;

    /** What an algorithm reached, and in what time. */
    private record Reached(String name, double cost, double seconds) {}

    @Test
    void isNoDearerThanPublishedAlgorithms() throws IOException {
        List<String> lost = new ArrayList<>();
        for (String width : of("judge.widths", "2,3")) {
            for (String name : of("judge.names", String.join(",", Judge.NAMES))) {
                lost.addAll(compare(Judge.of(name), Integer.parseInt(width)));
            }
        }
        assertThat(lost).isEmpty();
    }

    private static String[] of(String property, String usual) {
        return System.getProperty(property, usual).split(",", -1);
    }

    private List<String> compare(Judge judge, int width) throws IOException {
        SizeModel sizes = SizeModel.real(judge.capsule());
        List<String> lines = new ArrayList<>();
        List<String> lost = new ArrayList<>();
        List<Double> seconds = Stream.of(of("judge.seconds", "0.5,2")).map(Double::valueOf).toList();
        boolean rivals = Boolean.parseBoolean(System.getProperty("judge.rivals", "true"));
        try (Twin twin = Twin.build(Servers.binaries(), TwinFolder.create(temp), judge.capsule(), 18);
                WhatIf all = new TwinWhatIf(twin, sizes)) {
            ours(judge, twin, sizes, options(1L << 20, width, 1), new ArrayList<>());
            Greedy greedy = greedy(judge, all, sizes);
            for (String mb : of("judge.budgets", "50,150,500,2000")) {
                long budget = Long.parseLong(mb) << 20;
                String head = judge.name() + ", width " + width + ", " + mb + " MB";
                lines.add(head);
                double own = Double.POSITIVE_INFINITY;
                for (double limit : seconds) {
                    own = ours(judge, twin, sizes, options(budget, width, limit), lines);
                }
                Reached best = rivals ? best(judge, twin, sizes, greedy, budget, width, lines) : null;
                if (best != null && own > best.cost() * (1 + SLACK)) {
                    lost.add(head + ": " + own + ", " + best);
                }
                Files.write(Path.of("target/judge-" + judge.name() + "-" + width + ".txt"), lines);
            }
        }
        return lost;
    }

    private static AdviceOptions options(long budget, int width, double seconds) {
        return new AdviceOptions(budget, 1000, width, false, Duration.ofMillis((long) (seconds * 1000)));
    }

    private static double ours(Judge judge, Twin twin, SizeModel sizes, AdviceOptions options, List<String> lines) {
        try (WhatIf whatIf = new TwinWhatIf(twin, sizes)) {
            StringBuilder steps = new StringBuilder();
            IndexAdvice a = new Advisor(judge.capsule(), whatIf, 2).advise(judge.workload(), options,
                    p -> steps.append(String.format(" %.2f: %.4f", p.seconds(), p.relativeCost())), () -> false);
            Set<IndexDef> set = new HashSet<>(a.proposals().stream().map(IndexAdvice.Proposal::index).toList());
            double relative = a.figures().relativeCost();
            lines.add(String.format("  advisor %.4f, %d indexes, %.0f MB, %d what-ifs, limit %.2f s, %.2f s, first %.2f s, %s |%s", relative, set.size(),
                    a.figures().bytes() / 1048576.0, a.figures().whatIfs(), options.limit().toMillis() / 1000.0, a.figures().seconds(),
                    a.figures().firstAnswerSeconds(), text(set), steps));
            return relative;
        }
    }

    private static Greedy greedy(Judge judge, WhatIf whatIf, SizeModel sizes) {
        return new Greedy(judge, whatIf, sizes, weights(judge, whatIf), writes(judge, sizes));
    }

    /** Extend with nothing known before; the others share what they asked, so their times are too short rather than too long. */
    private static Reached best(Judge judge, Twin twin, SizeModel sizes, Greedy shared, long budget, int width, List<String> lines) {
        List<Reached> all = new ArrayList<>();
        try (WhatIf whatIf = new TwinWhatIf(twin, sizes)) {
            all.add(run("Extend", greedy(judge, whatIf, sizes), g -> g.extend(budget, width), lines));
        }
        all.add(run("DB2Advis", shared, g -> g.db2Advis(budget, width), lines));
        if (budget >= ROOMY) {
            all.add(run("Relaxation", shared, g -> g.relaxation(budget, width), lines));
        }
        all.add(run("by gain", shared, g -> g.byGain(budget, width), lines));
        return all.stream().min(Comparator.comparingDouble(Reached::cost)).orElseThrow();
    }

    private static Reached run(String name, Greedy greedy, Function<Greedy, Set<IndexDef>> how, List<String> lines) {
        long start = System.nanoTime();
        int asked = greedy.asked();
        double before = greedy.cost(Set.of());
        Set<IndexDef> set = how.apply(greedy);
        Reached r = new Reached(name, greedy.cost(set) / before, (System.nanoTime() - start) / 1e9);
        lines.add(String.format("  %s %.4f, %d indexes, %d what-ifs, %.2f s, %s", name, r.cost(), set.size(), greedy.asked() - asked, r.seconds(), text(set)));
        return r;
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
