package dev.howdah.engine.advise;

import dev.howdah.engine.plan.Plan;
import dev.howdah.engine.twin.IndexDef;
import dev.howdah.engine.twin.SizeModel;
import dev.howdah.engine.twin.WhatIf;
import dev.howdah.engine.twin.WhatIfException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.ToDoubleFunction;

/**
 * Published algorithms in a few lines each, as a measure for the advisor: Extend (add a column or an index, the best gain per
 * byte first), DB2Advis (all permutations, what is used shares the statement's gain, best gain per byte fills the budget),
 * Relaxation (from all that is used down to the budget) and the greedy of AutoAdmin and DTA (the largest gain first).
 * All ask the same planner with the same sizes and weights.
 */
final class Greedy {
    private static final double LEAST_GAIN = 0.003;

    private final WhatIf whatIf;
    private final List<Workload.Item> items = new ArrayList<>();
    private final List<Double> weights = new ArrayList<>();
    private final List<List<IndexDef>> single = new ArrayList<>();
    private final Map<IndexDef, WhatIf.Hypothetical> made = new HashMap<>();
    private final Map<String, Double> known = new HashMap<>();
    private final ToDoubleFunction<Set<IndexDef>> writes;
    private int asked;

    /** @param writes what a set costs besides the statements' own plans */
    Greedy(Judge judge, WhatIf whatIf, SizeModel sizes, Map<String, Double> weightById, ToDoubleFunction<Set<IndexDef>> writes) {
        this.whatIf = whatIf;
        this.writes = writes;
        Catalog catalog = new Catalog(judge.capsule(), sizes);
        for (Workload.Item item : judge.workload().items()) {
            Plan plan = whatIf.explain(item.query(), WhatIf.Change.NONE);
            Set<IndexDef> columns = new LinkedHashSet<>();
            for (ScanUse use : ScanUses.of(plan, catalog)) {
                Set<String> mentioned = new LinkedHashSet<>(use.leads());
                mentioned.addAll(use.needed);
                mentioned.stream()
                        .filter(c -> !String.valueOf(catalog.column(use.tableId, c)).contains("json") && !String.valueOf(catalog.column(use.tableId, c)).contains("[]"))
                        .filter(c -> catalog.rows(use.tableId) > 500)
                        .forEach(c -> columns.add(IndexDef.btree(use.tableId, use.table, List.of(c))));
            }
            columns.removeIf(i -> Subsumption.exists(i, catalog));
            items.add(item);
            weights.add(weightById.getOrDefault(item.id(), 1.0));
            single.add(List.copyOf(columns));
        }
    }

    int asked() {
        return asked;
    }

    private WhatIf.Hypothetical make(IndexDef i) {
        return made.computeIfAbsent(i, d -> whatIf.add(List.of(d)).getFirst());
    }

    /** Many at once, which is much quicker than one by one. */
    private void make(Set<IndexDef> all) {
        List<IndexDef> fresh = all.stream().filter(i -> !made.containsKey(i)).toList();
        whatIf.add(fresh).forEach(h -> made.put(h.index(), h));
    }

    double cost(Set<IndexDef> set) {
        double sum = writes.applyAsDouble(set);
        for (int q = 0; q < items.size(); q++) {
            sum += weights.get(q) * cost(q, set);
        }
        return sum;
    }

    private double cost(int q, Set<IndexDef> set) {
        Set<Long> tables = new HashSet<>();
        single.get(q).forEach(i -> tables.add(i.tableId()));
        Set<Integer> on = new HashSet<>();
        set.stream().filter(i -> tables.contains(i.tableId()) && make(i).problem() == null).forEach(i -> on.add(make(i).handle()));
        return known.computeIfAbsent(q + " " + new java.util.TreeSet<>(on), k -> {
            asked++;
            return whatIf.estimate(items.get(q).query(), WhatIf.Change.add(on)).cost();
        });
    }

    private long bytes(Set<IndexDef> set) {
        return set.stream().mapToLong(i -> make(i).bytes()).sum();
    }

    Set<IndexDef> extend(long budget, int width) {
        Set<IndexDef> columns = new LinkedHashSet<>();
        single.forEach(columns::addAll);
        make(columns);
        Set<IndexDef> set = new LinkedHashSet<>();
        double cost = cost(set);
        double start = cost;
        while (true) {
            Set<IndexDef> best = null;
            double ratio = 0;
            List<Set<IndexDef>> steps = steps(set, columns, width);
            Set<IndexDef> all = new LinkedHashSet<>();
            steps.forEach(all::addAll);
            make(all);
            for (Set<IndexDef> next : steps) {
                long more = Math.max(1, bytes(next) - bytes(set));
                if (bytes(next) <= budget) {
                    double gain = cost - cost(next);
                    if (gain > LEAST_GAIN * start && gain / more > ratio) {
                        ratio = gain / more;
                        best = next;
                    }
                }
            }
            if (best == null) {
                return set;
            }
            set = best;
            cost = cost(set);
        }
    }

    private static List<Set<IndexDef>> steps(Set<IndexDef> set, Set<IndexDef> columns, int width) {
        List<Set<IndexDef>> steps = new ArrayList<>();
        for (IndexDef c : columns) {
            if (set.stream().noneMatch(i -> i.keys().getFirst().equals(c.keys().getFirst()) && i.tableId() == c.tableId())) {
                Set<IndexDef> with = new LinkedHashSet<>(set);
                with.add(c);
                steps.add(with);
            }
            for (IndexDef i : set) {
                if (i.tableId() == c.tableId() && i.keys().size() < width && !i.keys().contains(c.keys().getFirst())) {
                    Set<IndexDef> wider = new LinkedHashSet<>(set);
                    wider.remove(i);
                    wider.add(appended(i, c));
                    steps.add(wider);
                }
            }
        }
        return steps;
    }

    private static IndexDef appended(IndexDef i, IndexDef column) {
        List<IndexDef.Key> keys = new ArrayList<>(i.keys());
        keys.addAll(column.keys());
        return new IndexDef(i.tableId(), i.table(), "btree", keys, List.of(), null);
    }

    Set<IndexDef> db2Advis(long budget, int width) {
        Map<IndexDef, Double> gains = used(width);
        Set<IndexDef> set = new LinkedHashSet<>();
        gains.entrySet().stream()
                .sorted(Comparator.comparingDouble(e -> -e.getValue() / make(e.getKey()).bytes()))
                .map(Map.Entry::getKey)
                .forEach(i -> {
                    if (bytes(set) + make(i).bytes() <= budget && set.stream().noneMatch(s -> Subsumption.of(s, i))) {
                        set.add(i);
                    }
                });
        return set;
    }

    /** From all that any statement uses, again and again what makes the workload least dearer for the bytes that it frees. */
    Set<IndexDef> relaxation(long budget, int width) {
        Set<IndexDef> set = used(width).keySet();
        double cost = cost(set);
        while (bytes(set) > budget) {
            Set<IndexDef> best = set;
            double least = Double.POSITIVE_INFINITY;
            for (Set<IndexDef> next : smaller(set, width)) {
                long freed = bytes(set) - bytes(next);
                double dearer = freed <= 0 ? Double.POSITIVE_INFINITY : (cost(next) - cost) / freed;
                if (dearer < least) {
                    least = dearer;
                    best = next;
                }
            }
            set = best;
            cost = cost(set);
        }
        return set;
    }

    /** Without one, with its beginning in its place, with one in the place of two. */
    private static List<Set<IndexDef>> smaller(Set<IndexDef> set, int width) {
        List<Set<IndexDef>> result = new ArrayList<>();
        for (IndexDef i : set) {
            result.add(replaced(set, Set.of(i), null));
            if (i.keys().size() > 1) {
                result.add(replaced(set, Set.of(i), new IndexDef(i.tableId(), i.table(), "btree", i.keys().subList(0, i.keys().size() - 1), List.of(), null)));
            }
            set.stream().filter(j -> !j.equals(i)).forEach(j -> Merges.of(List.of(i, j), width, false).forEach(m -> result.add(replaced(set, Set.of(i, j), m))));
        }
        return result;
    }

    private static Set<IndexDef> replaced(Set<IndexDef> set, Set<IndexDef> gone, @org.jspecify.annotations.Nullable IndexDef by) {
        Set<IndexDef> result = new LinkedHashSet<>(set);
        result.removeAll(gone);
        if (by != null) {
            result.add(by);
        }
        return result;
    }

    /** Of what statements use, and what two of them could be together, again and again the one that gains most, as DTA and AutoAdmin do. */
    Set<IndexDef> byGain(long budget, int width) {
        Set<IndexDef> candidates = new LinkedHashSet<>(used(width).keySet());
        candidates.addAll(Merges.of(candidates, width, false));
        Set<IndexDef> set = new LinkedHashSet<>();
        make(candidates);
        for (double cost = cost(set); ; ) {
            Set<IndexDef> best = null;
            double least = cost;
            for (IndexDef i : candidates) {
                Set<IndexDef> with = replaced(set, Set.of(), i);
                if (bytes(with) <= budget && cost(with) < least) {
                    least = cost(with);
                    best = with;
                }
            }
            if (best == null) {
                return set;
            }
            set = best;
            cost = least;
        }
    }

    /** The indexes that statements use when they are offered all, each with the gains of those that use it. */
    private Map<IndexDef, Double> used(int width) {
        Map<IndexDef, Double> gains = new LinkedHashMap<>();
        for (int q = 0; q < items.size(); q++) {
            Set<IndexDef> all = new LinkedHashSet<>(single.get(q));
            for (int w = 2; w <= width; w++) {
                for (IndexDef i : List.copyOf(all)) {
                    single.get(q).stream()
                            .filter(c -> c.tableId() == i.tableId() && !i.keys().contains(c.keys().getFirst()) && i.keys().size() < width)
                            .forEach(c -> all.add(appended(i, c)));
                }
            }
            make(all);
            Set<Integer> on = new HashSet<>();
            Map<Integer, IndexDef> byHandle = new HashMap<>();
            all.forEach(i -> {
                if (make(i).problem() == null) {
                    on.add(make(i).handle());
                    byHandle.put(make(i).handle(), i);
                }
            });
            try {
                WhatIf.Estimate e = whatIf.estimate(items.get(q).query(), WhatIf.Change.add(on));
                asked++;
                double gain = weights.get(q) * (cost(q, Set.of()) - e.cost());
                e.added().forEach(h -> gains.merge(byHandle.get(h), gain, Double::sum));
            } catch (WhatIfException e) {
                asked++;
            }
        }
        return gains;
    }
}
