package dev.howdah.engine.advise;

import dev.howdah.engine.db.Cancellation;
import dev.howdah.engine.db.DbException;
import dev.howdah.engine.plan.Plan;
import dev.howdah.engine.twin.Capsule;
import dev.howdah.engine.twin.IndexDef;
import dev.howdah.engine.twin.SizeModel;
import dev.howdah.engine.twin.WhatIf;
import dev.howdah.engine.twin.WhatIfException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Advises on indexes for a whole workload: candidates from the planner's own plans, judged by the planner, chosen together under a
 * budget, their price for writes included. The caller can stop it at any moment and gets the best answer so far. Not thread-safe.
 */
public final class Advisor {
    private static final double LEAST_GAIN = 0.0005;
    private static final int MOST_CANDIDATES = 1500;
    private static final int MOST_PARTS = 20_000;

    /** A further session needs candidates of its own, which takes time that a short search does not win back. */
    private static final Duration LANES_PAY = Duration.ofSeconds(1);

    /** Part of the time after which columns to carry along are thought of too, if nothing better is found before. */
    private static final double BARE_SHARE = 0.55;

    /** Part of the time after which it is thought of what one index could do in the place of two. */
    private static final double MERGING_FROM = 0.85;

    private static final Duration MERGING_PAYS = Duration.ofSeconds(4);
    private static final int MERGINGS = 2;
    private static final int MOST_MERGED = 60;

    /** How long a search may take until there is any answer at all. */
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final Catalog catalog;
    private final WhatIf whatIf;
    private final int lanes;

    /**
     * @param capsule what is known of the database
     * @param whatIf on the same database, whatever was asked of it before; closed by the caller
     * @param lanes how many questions to ask the planner at once
     */
    public Advisor(Capsule capsule, WhatIf whatIf, int lanes) {
        this.catalog = new Catalog(capsule, SizeModel.real(capsule));
        this.whatIf = whatIf;
        this.lanes = lanes;
    }

    /** A statement with its plan as things are. */
    private record Planned(Workload.Item item, Plan plan, Collection<ScanUse> uses) {}

    /**
     * @param progress told of every better answer
     * @param cancelled asked often, also on another thread; true ends the search with what it has
     * @throws CancellationException when it was ended before there was anything to choose from
     */
    public IndexAdvice advise(
            Workload workload, AdviceOptions options, Consumer<IndexAdvice.Progress> progress, BooleanSupplier cancelled) {
        long start = System.nanoTime();
        double[] first = {Double.NaN};
        AtomicBoolean answered = new AtomicBoolean();
        Clock clock = new Clock(start, options.limit().toNanos(), answered, cancelled);
        BooleanSupplier stop = clock::over;
        List<IndexAdvice.Unplanned> unplanned = new ArrayList<>();
        workload.leftOut().forEach(l -> unplanned.add(new IndexAdvice.Unplanned(l.id(), l.text(), l.reason(), l.load())));
        List<Planned> planned = plan(workload, unplanned, stop);
        Set<IndexDef> wanted = wanted(planned, options);
        List<IndexDef> bare = wanted.stream().filter(i -> !simple(i) && i.include().isEmpty()).toList();
        List<IndexDef> covering = wanted.stream().filter(i -> !i.include().isEmpty()).toList();
        WhatIf own = new OwnIndexes(whatIf);
        List<WhatIf.Hypothetical> made = new ArrayList<>(
                Cancellation.unless(cancelled, () -> own.add(wanted.stream().filter(Advisor::simple).toList())));
        if (own.basis() == WhatIf.Basis.STRUCTURE) {
            made.addAll(own.add(bare));
            return Structure.advice(catalog, workload, made, options, unplanned, (System.nanoTime() - start) / 1e9).also(searched(planned, workload));
        }
        List<Workload.Item> items = planned.stream().map(Planned::item).toList();
        double[] weights = weights(planned, workload.measured());
        try (Costs costs = new Costs(items, relevant(planned, made), own)) {
            double before = 0;
            for (int q = 0; q < items.size(); q++) {
                double cost = planned.get(q).plan().root().estimate().totalCost();
                costs.learn(q, cost);
                before += weights[q] * cost;
            }
            double whole = Math.max(1e-12, before);
            Consumer<IndexSearch.Choice> better = c -> {
                double seconds = (System.nanoTime() - start) / 1e9;
                first[0] = Double.isNaN(first[0]) ? seconds : first[0];
                answered.set(true);
                progress.accept(new IndexAdvice.Progress(seconds, c.cost() / whole, c.set().cardinality(), c.bytes(), costs.calls()));
            };
            Traffic traffic = Traffic.of(catalog,
                    planned.stream().map(p -> new Traffic.Asked(p.item().id(), p.item().query().text(), p.plan())).toList());
            Work work = new Work(planned, made, weights, workload, traffic, options, costs, better);
            IndexSearch.Choice best = best(work, List.of(bare, covering), clock);
            IndexSearch search = search(work, stop, best);
            IndexSearch.Choice choice = search.pruned();
            WriteCosts writes = (WriteCosts) rules(work).prices();
            return new Answer(catalog, own, items, made, weights, writes, costs).of(
                            choice,
                            search,
                            workload,
                            unplanned,
                            new Answer.Times(start, first[0], workload.measured() ? "ms/s" : "cost", made.size(), stop, !answered.get()))
                    .also(searched(planned, workload));
        }
    }

    private List<String> searched(List<Planned> planned, Workload workload) {
        double whole = workload.measured() ? workload.items().stream().mapToDouble(Workload.Item::load).sum() : 0;
        return TextSearches.sentences(planned.stream().map(p -> new TextSearches.Asked(p.item().load(), p.uses())).toList(), catalog, whole);
    }

    /**
     * The time that a search has: until there is any answer more than it was given, as plans of very many partitions take seconds each.
     *
     * @param limit in nanoseconds
     */
    private record Clock(long start, long limit, AtomicBoolean answered, BooleanSupplier cancelled) {
        boolean over() {
            return cancelled.getAsBoolean() || System.nanoTime() - start > (answered.get() ? limit : Math.max(PATIENCE.toNanos(), limit));
        }

        /** True from this part of the time on, and when it is over. */
        BooleanSupplier from(double part) {
            return () -> over() || System.nanoTime() - start > limit * part;
        }
    }

    /** A quick answer first, then with further kinds of candidates, one kind after the other, and with what could be merged. */
    private IndexSearch.Choice best(Work w, List<List<IndexDef>> kinds, Clock clock) {
        IndexSearch.Choice best = search(w, clock::over, null).quickly();
        if (!clock.over()) {
            clock.answered().set(true);
        }
        List<List<IndexDef>> further = kinds.stream().filter(k -> !k.isEmpty()).toList();
        if (further.isEmpty()) {
            return search(w, clock::over, best).run();
        }
        for (List<IndexDef> kind : further) {
            boolean last = kind == further.getLast();
            if (!clock.over()) {
                make(w, kind, clock::over);
                boolean forking = kind == further.getFirst() && w.made().stream().mapToInt(h -> catalog.parts(h.index().tableId())).sum() < MOST_PARTS / 4;
                if (forking && w.options().limit().compareTo(LANES_PAY) >= 0) {
                    w.costs().fork(lanes - 1, clock::over);
                }
                double until = !last ? BARE_SHARE : w.options().limit().compareTo(MERGING_PAYS) < 0 ? 1 : MERGING_FROM;
                best = search(w, clock.from(until), best).run();
            }
        }
        for (int round = 0; round < MERGINGS && !clock.over(); round++) {
            make(w, merged(w, best), clock::over);
            best = search(w, clock::over, best).run();
        }
        return best;
    }

    /** Those that take longer than there is time are left. */
    private void make(Work w, List<IndexDef> further, BooleanSupplier stop) {
        try {
            w.made().addAll(Cancellation.unless(stop, () -> w.costs().make(further)));
            w.costs().extend(relevant(w.planned(), w.made()));
        } catch (CancellationException e) {
            // the search ends with what it has
            return;
        }
    }

    /** What could stand for two of the chosen ones, where that is new. */
    private List<IndexDef> merged(Work w, IndexSearch.Choice best) {
        Set<IndexDef> merged = Merges.of(
                best.set().stream().mapToObj(c -> w.made().get(c).index()).toList(), w.options().maxWidth(), w.options().include());
        w.made().forEach(h -> merged.remove(h.index()));
        merged.removeIf(i -> Subsumption.exists(i, catalog));
        return merged.stream().limit(MOST_MERGED).toList();
    }

    /** What a search works on; {@code made} grows. */
    private record Work(
            List<Planned> planned,
            List<WhatIf.Hypothetical> made,
            double[] weights,
            Workload workload,
            Traffic traffic,
            AdviceOptions options,
            Costs costs,
            Consumer<IndexSearch.Choice> better) {}

    private IndexSearch search(Work w, BooleanSupplier stop, IndexSearch.@Nullable Choice start) {
        return new IndexSearch(w.costs(), seeds(w), w.weights(), rules(w), stop, w.better(), start);
    }

    private Selection.Rules rules(Work w) {
        long[] bytes = w.made().stream().mapToLong(h -> Math.max(1, h.bytes())).toArray();
        List<IndexDef> indexes = w.made().stream().map(WhatIf.Hypothetical::index).toList();
        WriteCosts writes = new WriteCosts(indexes, bytes, catalog, w.traffic(), w.workload().measured());
        AdviceOptions options = w.options();
        return Selection.Rules.of(
                w.weights(), bytes, writes, new IndexSearch.Limits(options.budget(), options.maxIndexes(), LEAST_GAIN, catalog.tableBytes()));
    }

    /** The kind with which a search begins. */
    private static boolean simple(IndexDef i) {
        return i.keys().size() == 1 && i.method().equals("btree") && i.predicate() == null && i.include().isEmpty()
                && i.keys().getFirst().column() != null && i.keys().getFirst().opclass() == null;
    }

    private List<Planned> plan(Workload workload, List<IndexAdvice.Unplanned> unplanned, BooleanSupplier stop) {
        List<Workload.Item> items = new ArrayList<>(workload.items());
        if (workload.measured()) {
            items.sort(Comparator.comparingDouble(i -> -i.load()));
        }
        List<Planned> planned = new ArrayList<>();
        for (Workload.Item item : items) {
            if (stop.getAsBoolean() && !planned.isEmpty()) {
                unplanned.add(new IndexAdvice.Unplanned(
                        item.id(), item.query().text(), dev.howdah.engine.text.Text.of("advise.no-time"), item.load()));
                continue;
            }
            try {
                Plan plan = whatIf.explain(item.query(), WhatIf.Change.NONE);
                planned.add(new Planned(item, plan, ScanUses.of(plan, catalog, item.constants())));
            } catch (WhatIfException | DbException | dev.howdah.engine.plan.PlanFormatException e) {
                unplanned.add(new IndexAdvice.Unplanned(item.id(), item.query().text(), String.valueOf(e.getMessage()), item.load()));
            }
        }
        return planned;
    }

    /** What to try. */
    private Set<IndexDef> wanted(List<Planned> planned, AdviceOptions options) {
        CandidateMaker maker = new CandidateMaker(catalog, options.maxWidth(), options.include());
        Set<IndexDef> all = new LinkedHashSet<>();
        for (Planned p : planned) {
            if (all.size() < MOST_CANDIDATES) {
                all.addAll(maker.of(p.uses()));
            }
        }
        all.addAll(maker.together(all));
        all.removeIf(i -> Subsumption.exists(i, catalog));
        Map<Long, Integer> parts = new HashMap<>();
        // of a table with thousands of partitions only the first ones, which are those of the dearest statements
        all.removeIf(i -> parts.merge(i.tableId(), catalog.parts(i.tableId()), Integer::sum) > Math.max(MOST_PARTS, catalog.parts(i.tableId())));
        return all;
    }

    private IndexSearch.Seeds seeds(Work w) {
        BitSet plain = new BitSet();
        BitSet narrow = new BitSet();
        BitSet covering = new BitSet();
        Map<IndexDef, Integer> handles = new HashMap<>();
        w.made().forEach(h -> {
            handles.put(h.index(), h.handle());
            plain.set(h.handle(), h.index().include().isEmpty() && h.index().predicate() == null);
            covering.set(h.handle(), !h.index().include().isEmpty());
            narrow.set(h.handle(), h.index().include().isEmpty() && h.index().keys().size() == 1);
        });
        CandidateMaker maker = new CandidateMaker(catalog, w.options().maxWidth(), w.options().include());
        List<BitSet> own = new ArrayList<>();
        List<BitSet> shared = new ArrayList<>();
        for (Planned p : w.planned()) {
            BitSet mine = new BitSet();
            maker.of(p.uses()).stream().map(handles::get).filter(java.util.Objects::nonNull).forEach(mine::set);
            own.add(mine);
            shared.add(shared(w.made(), mine, covering));
        }
        return new IndexSearch.Seeds(plain, narrow, covering, own, shared);
    }

    /** A statement's own ones; in the place of those that carry columns along for it others that carry them for others too. */
    private static BitSet shared(List<WhatIf.Hypothetical> made, BitSet own, BitSet covering) {
        Map<IndexDef, List<Set<String>>> wanted = new HashMap<>();
        BitSet result = (BitSet) own.clone();
        result.andNot(covering);
        own.stream().filter(covering::get).mapToObj(c -> made.get(c).index()).forEach(i ->
                wanted.computeIfAbsent(i.withInclude(List.of()), k -> new ArrayList<>()).add(Set.copyOf(i.include())));
        boolean any = false;
        for (WhatIf.Hypothetical h : made) {
            List<Set<String>> payloads = covering.get(h.handle()) && !own.get(h.handle())
                    ? wanted.getOrDefault(h.index().withInclude(List.of()), List.of()) : List.of();
            if (payloads.stream().anyMatch(p -> h.index().include().containsAll(p))) {
                result.set(h.handle());
                any = true;
            }
        }
        return any ? result : new BitSet();
    }

    private static double[] weights(List<Planned> planned, boolean measured) {
        return Workload.weights(
                planned.stream().map(Planned::item).toList(),
                planned.stream().mapToDouble(p -> p.plan().root().estimate().totalCost()).toArray(),
                measured);
    }

    private static List<BitSet> relevant(List<Planned> planned, List<WhatIf.Hypothetical> candidates) {
        List<BitSet> result = new ArrayList<>();
        for (Planned p : planned) {
            BitSet set = new BitSet();
            for (WhatIf.Hypothetical h : candidates) {
                if (h.problem() == null && p.uses().stream().anyMatch(u -> matters(h.index(), u))) {
                    set.set(h.handle());
                }
            }
            result.add(set);
        }
        return result;
    }

    private static boolean matters(IndexDef index, ScanUse use) {
        if (index.tableId() != use.tableId) {
            return false;
        }
        String predicate = index.predicate();
        IndexDef.Key first = index.keys().getFirst();
        if (predicate != null && !use.predicates.contains(predicate) && !predicate.equals(CandidateMaker.notNull(first.column()))) {
            return false;
        }
        if (first.column() == null) {
            return use.expressions.containsKey(first.expression()) || use.others.containsValue(first);
        }
        if (!index.method().equals("btree")) {
            return use.others.containsValue(first) || use.leads().contains(first.column());
        }
        Set<String> columns = new HashSet<>(index.include());
        index.keys().forEach(k -> columns.add(String.valueOf(k.column())));
        return use.leads().contains(first.column()) || columns.containsAll(use.needed);
    }
}
