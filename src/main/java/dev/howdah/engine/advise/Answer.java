package dev.howdah.engine.advise;

import dev.howdah.engine.sqltext.SqlLexer;
import dev.howdah.engine.text.Text;
import dev.howdah.engine.twin.Capsule;
import dev.howdah.engine.twin.IndexDef;
import dev.howdah.engine.twin.SizeModel;
import dev.howdah.engine.twin.WhatIf;
import dev.howdah.engine.twin.WhatIfException;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Turns a chosen set into advice: what each index is worth, which existing ones go, who wins and who loses. */
final class Answer {
    private static final double NO_LOSS = 1.01;
    private static final double DAY = 86_400;
    private static final double LONG_ENOUGH = 14 * DAY;

    /** What takes less room is hardly paid for, and of a small table no index is read. */
    private static final long LEAST_BYTES = 1 << 20;

    private static final double UNCERTAIN = 1.15;
    /** Bytes of an average value from which on others may be far longer. */
    private static final double LONG = 100;
    private static final long MEGABYTE = 1 << 20;
    private static final Pattern MAKING = Pattern.compile("^CREATE (?:UNIQUE )?INDEX ");

    private final Catalog catalog;
    private final WhatIf whatIf;
    private final List<Workload.Item> items;
    private final List<WhatIf.Hypothetical> candidates;
    private final double[] weights;
    private final WriteCosts writes;
    private final Costs costs;
    private final Map<Integer, String> names = new HashMap<>();

    Answer(
            Catalog catalog,
            WhatIf whatIf,
            List<Workload.Item> items,
            List<WhatIf.Hypothetical> candidates,
            double[] weights,
            WriteCosts writes,
            Costs costs) {
        this.catalog = catalog;
        this.whatIf = whatIf;
        this.items = items;
        this.candidates = candidates;
        this.weights = weights;
        this.writes = writes;
        this.costs = costs;
    }

    record Times(long start, double first, String unit, int candidates, BooleanSupplier stop, boolean unanswered) {}

    IndexAdvice of(
            IndexSearch.Choice found, IndexSearch search, Workload workload, List<IndexAdvice.Unplanned> unplanned, Times times) {
        // what seemed not to matter to a statement is there with it in the end, and may make the planner choose otherwise
        costs.extend(Collections.nCopies(items.size(), found.set()));
        BitSet set = worthwhile(found.set());
        IndexSearch.Choice choice = new IndexSearch.Choice(set, total(set), set.stream().mapToLong(c -> candidates.get(c).bytes()).sum());
        double after = choice.cost();
        IndexNames fresh = new IndexNames(catalog);
        set.stream().forEach(c -> names.put(c, fresh.of(candidates.get(c).index())));
        List<IndexAdvice.Proposal> proposals = choice.set().stream()
                .mapToObj(c -> proposal(c, choice.set(), after))
                .sorted(Comparator.comparingDouble(p -> -p.gain()))
                .toList();
        List<IndexAdvice.Effect> effects = IntStream.range(0, items.size())
                .mapToObj(q -> new IndexAdvice.Effect(
                        items.get(q).id(), items.get(q).query().text(), search.before(q), costs.cost(q, choice.set()), items.get(q).load()))
                .sorted(Comparator.comparingDouble(e -> e.after() - e.before()))
                .toList();
        List<IndexAdvice.Drop> drops = drops(choice.set());
        double load = workload.items().stream().mapToDouble(Workload.Item::load).sum()
                + workload.leftOut().stream().mapToDouble(Workload.LeftOut::load).sum();
        double missed = unplanned.stream().mapToDouble(IndexAdvice.Unplanned::load).sum();
        IndexAdvice.Figures figures = new IndexAdvice.Figures(
                times.unit(),
                search.before(),
                after,
                choice.bytes(),
                times.candidates(),
                costs.calls() + items.size(),
                (System.nanoTime() - times.start()) / 1e9,
                times.first(),
                times.unanswered(),
                workload.measured() && load > 0 ? missed / load : 0);
        return new IndexAdvice(
                whatIf.basis(), proposals, drops, path(choice.set(), search.before(), times.stop()), effects, List.copyOf(unplanned), notConsidered(workload), figures);
    }

    /** Without those that nothing would miss, dearest first: what the search could not know without asking. */
    private BitSet worthwhile(BitSet found) {
        BitSet set = (BitSet) found.clone();
        side(set);
        while (true) {
            double now = total(set);
            double least = now;
            int needless = -1;
            for (int c = set.nextSetBit(0); c >= 0; c = set.nextSetBit(c + 1)) {
                BitSet without = (BitSet) set.clone();
                without.clear(c);
                double cost = total(without);
                if (cost < least || (cost <= least && needless < 0)) {
                    least = cost;
                    needless = c;
                }
            }
            if (needless < 0) {
                return set;
            }
            set.clear(needless);
        }
    }

    /** Asks side by side what follows one by one: each statement with all of them, and without each that it uses. */
    private void side(BitSet set) {
        costs.learn(IntStream.range(0, items.size()).mapToObj(q -> new Costs.Question(q, set)).toList(), () -> false);
        List<Costs.Question> less = new ArrayList<>();
        IntStream.range(0, items.size()).forEach(q -> costs.used(q, set).stream().forEach(c -> {
            BitSet without = (BitSet) set.clone();
            without.clear(c);
            less.add(new Costs.Question(q, without));
        }));
        costs.learn(less, () -> false);
    }

    /** The same, by what is known already once the time is up: no less than it is. */
    private double known(BitSet set, BooleanSupplier stop) {
        double sum = writes.of(set);
        for (int q = 0; q < items.size(); q++) {
            sum += weights[q] * (stop.getAsBoolean() ? costs.atMost(q, set) : costs.cost(q, set));
        }
        return sum;
    }

    private double total(BitSet set) {
        double sum = writes.of(set);
        for (int q = 0; q < items.size(); q++) {
            sum += weights[q] * costs.cost(q, set);
        }
        return sum;
    }

    private IndexAdvice.Proposal proposal(int c, BitSet set, double after) {
        BitSet without = (BitSet) set.clone();
        without.clear(c);
        IndexDef index = candidates.get(c).index();
        List<String> users = IntStream.range(0, items.size())
                .filter(q -> costs.used(q, set).get(c))
                .mapToObj(q -> items.get(q).id())
                .toList();
        String name = String.valueOf(names.get(c));
        List<String> notes = new ArrayList<>();
        IndexAdvice.Confidence confidence = confidence(index, notes);
        size(index, notes);
        room(index, notes);
        Capsule.Relation table = catalog.table(index.tableId());
        if (table != null && table.kind().equals("p")) {
            notes.add(Text.of("advise.partitioned"));
        }
        if (writes.losesHot(c)) {
            notes.add(Text.of("advise.loses-hot"));
        }
        return new IndexAdvice.Proposal(
                index,
                catalog.pasted(index.ddl(name, true)),
                catalog.undo(index.tableId(), name),
                candidates.get(c).bytes(),
                total(without) - after,
                writes.single(c),
                users,
                confidence,
                notes);
    }

    /** Equal keys share an entry, and how many there are is what ANALYZE guesses worst. */
    private void size(IndexDef index, List<String> notes) {
        IndexDef whole = index.withPredicate(null);
        long least = catalog.bytes(whole, 0.1);
        long most = catalog.bytes(whole, 10);
        if (most > least * UNCERTAIN && most > MEGABYTE && index.predicate() == null) {
            String key = index.method().equals("btree") ? "advise.size-varies"
                    : catalog.sizeBasis(index) == SizeModel.Basis.SAMPLED ? "advise.size-sampled" : "advise.size-guessed";
            notes.add(Text.of(key, megabytes(least), megabytes(most)));
        }
    }

    /** An entry of a b-tree may take a third of a page: a row with a longer one is refused. */
    private void room(IndexDef index, List<String> notes) {
        List<String> open = Stream.concat(
                        index.keys().stream().map(k -> String.valueOf(k.column())).filter(c -> catalog.width(index.tableId(), c) > LONG),
                        index.include().stream())
                .filter(c -> catalog.unlimited(index.tableId(), c))
                .toList();
        if (index.method().equals("btree") && !open.isEmpty()) {
            notes.add(Text.of("advise.long-values", String.join(", ", open)));
        }
    }

    private static double megabytes(long bytes) {
        return Math.round(10.0 * bytes / MEGABYTE) / 10.0;
    }

    private IndexAdvice.Confidence confidence(IndexDef index, List<String> notes) {
        if (whatIf.basis() == WhatIf.Basis.STRUCTURE) {
            notes.add(Text.of("advise.structure-only"));
            return IndexAdvice.Confidence.LOW;
        }
        if (index.keys().stream().anyMatch(k -> k.column() == null)) {
            notes.add(Text.of("advise.expression-unknown"));
            return IndexAdvice.Confidence.LOW;
        }
        if (index.keys().stream().anyMatch(k -> k.column() != null && catalog.statistics(index.tableId(), k.column()) == null)) {
            Capsule.Relation t = catalog.table(index.tableId());
            notes.add(Text.of(t == null || t.readable() ? "advise.no-statistics" : "advise.statistics-denied"));
            return IndexAdvice.Confidence.LOW;
        }
        String predicate = index.predicate();
        if (predicate != null && Tokens.of(predicate).stream().anyMatch(t -> t.kind() == SqlLexer.STRING || t.kind() == SqlLexer.NUMBER)) {
            notes.add(Text.of("advise.only-value", predicate));
            return IndexAdvice.Confidence.MEDIUM;
        }
        if (catalog.sizeBasis(index) != SizeModel.Basis.KNOWN) {
            notes.add(Text.of("advise.rough-size"));
            return IndexAdvice.Confidence.MEDIUM;
        }
        if (!index.include().isEmpty()) {
            Capsule.Relation t = catalog.table(index.tableId());
            notes.add(Text.of("advise.index-only", t == null || t.pages() == 0 ? 0 : 100 * t.allVisible() / t.pages()));
            return IndexAdvice.Confidence.MEDIUM;
        }
        return IndexAdvice.Confidence.HIGH;
    }

    /** The chosen ones in the order of what each adds for its size. */
    private List<IndexAdvice.Step> path(BitSet set, double before, BooleanSupplier stop) {
        List<IndexAdvice.Step> steps = new ArrayList<>();
        BitSet taken = new BitSet();
        BitSet left = (BitSet) set.clone();
        long bytes = 0;
        while (!left.isEmpty()) {
            double now = known(taken, stop);
            int best = left.stream().boxed().max(Comparator.comparingDouble(c -> {
                BitSet with = (BitSet) taken.clone();
                with.set(c);
                return (now - known(with, stop)) / Math.max(1, candidates.get(c).bytes());
            })).orElseThrow();
            taken.set(best);
            left.clear(best);
            bytes += candidates.get(best).bytes();
            steps.add(new IndexAdvice.Step(candidates.get(best).index().ddl(null, false), bytes, before - known(taken, stop)));
        }
        return steps;
    }

    /** Existing indexes whose work another one does, or that nobody used; each tried by taking it away. */
    private List<IndexAdvice.Drop> drops(BitSet chosen) {
        List<IndexAdvice.Drop> drops = new ArrayList<>();
        Set<String> gone = new HashSet<>();
        Map<Integer, WhatIf.Estimate> now = new HashMap<>();
        Set<String> kept = new HashSet<>();
        List<Capsule.Index> all = catalog.capsule().indexes();
        double seconds = catalog.capsule().source().windowSeconds();
        for (Capsule.Index i : all) {
            if (!Subsumption.droppable(i) || !i.isValid() || bound(i)) {
                continue;
            }
            Capsule.Index instead = Subsumption.replacement(i, all.stream().filter(o -> !gone.contains(o.qualified())).toList());
            String by = instead != null ? instead.qualified() : replacedByProposal(i, chosen);
            boolean unused = seconds > LONG_ENOUGH && !kept.contains(i.qualified()) && idle(i);
            if ((by != null || unused) && harmless(i, chosen, gone, now)) {
                gone.add(i.qualified());
                if (instead != null) {
                    kept.add(instead.qualified());
                }
                String reason = by != null ? Text.of("advise.redundant", by) : Text.of("advise.unused", Math.round(seconds / DAY));
                drops.add(new IndexAdvice.Drop(i.qualified(), "DROP INDEX " + (i.partitioned() ? "" : "CONCURRENTLY ") + i.qualified() + ";",
                        catalog.pasted(MAKING.matcher(i.definition()).replaceFirst("$0CONCURRENTLY ")), i.bytes(), by, reason));
            }
        }
        return drops;
    }

    private @org.jspecify.annotations.Nullable String replacedByProposal(Capsule.Index i, BitSet chosen) {
        if (i.hasExpressions() || i.predicate() != null || !i.method().equals("btree")) {
            return null;
        }
        List<IndexDef.Key> keys = new ArrayList<>();
        List<@org.jspecify.annotations.Nullable String> columns = catalog.indexColumns(i);
        String[] options = i.options().split(" ", -1);
        for (int k = 0; k < i.keyColumns(); k++) {
            int option = Integer.parseInt(options[k]);
            keys.add(new IndexDef.Key(columns.get(k), null, null, (option & 1) != 0, (option & 2) != 0));
        }
        List<String> include = columns.subList(i.keyColumns(), columns.size()).stream().map(String::valueOf).toList();
        IndexDef as = new IndexDef(i.tableId(), "", "btree", keys, include, null);
        boolean ordinary = i.definition().endsWith(" USING btree " + as.body());
        return chosen.stream()
                .filter(c -> ordinary && Subsumption.of(candidates.get(c).index(), as))
                .mapToObj(names::get)
                .findFirst()
                .orElse(null);
    }

    /** What nobody scanned may still be of use: to the planner by the statistics of its expressions, to a foreign key in any order of its columns. */
    private boolean idle(Capsule.Index i) {
        return i.scans() == 0 && i.bytes() >= LEAST_BYTES && !i.hasExpressions() && !supportsForeignKey(i);
    }

    private boolean bound(Capsule.Index i) {
        return catalog.capsule().constraints().stream().anyMatch(k -> k.indexId() != null && k.indexId() == i.id() && !k.kind().equals("f"));
    }

    private boolean supportsForeignKey(Capsule.Index i) {
        List<String> key = List.of(i.columns().split(" ", -1)).subList(0, i.keyColumns());
        return catalog.capsule().constraints().stream()
                .filter(k -> k.kind().equals("f") && k.tableId() == i.tableId() && k.columns() != null)
                .map(k -> List.of(String.valueOf(k.columns()).split(" ", -1)))
                .anyMatch(columns -> columns.size() <= key.size() && Set.copyOf(key.subList(0, columns.size())).equals(Set.copyOf(columns)));
    }

    /** How a statement is planned with what was chosen and without what goes; one that does not use an index cannot miss it. */
    private boolean harmless(Capsule.Index i, BitSet chosen, Set<String> gone, Map<Integer, WhatIf.Estimate> now) {
        if (whatIf.basis() != WhatIf.Basis.TWIN) {
            return true;
        }
        Set<String> without = new HashSet<>(gone);
        without.add(i.qualified());
        Set<Integer> on = chosen.stream().boxed().collect(Collectors.toSet());
        Map<Integer, WhatIf.Estimate> then = new HashMap<>();
        for (int q = 0; q < items.size(); q++) {
            try {
                WhatIf.Estimate with = now.get(q);
                if (with == null) {
                    with = whatIf.estimate(items.get(q).query(), new WhatIf.Change(on, gone, Map.of()));
                    now.put(q, with);
                }
                if (with.used().contains(i.name())) {
                    WhatIf.Estimate e = whatIf.estimate(items.get(q).query(), new WhatIf.Change(on, without, Map.of()));
                    if (e.cost() > with.cost() * NO_LOSS + 1) {
                        return false;
                    }
                    then.put(q, e);
                }
            } catch (WhatIfException e) {
                return false;
            }
        }
        now.putAll(then);
        return true;
    }

    private List<String> notConsidered(Workload workload) {
        List<String> sentences = new ArrayList<>();
        if (!workload.measured()) {
            sentences.add(Text.of("advise.no-times"));
        }
        sentences.add(Text.of("advise.estimates-only"));
        if (workload.items().stream().anyMatch(i -> i.query().parameters() > 0)) {
            sentences.add(Text.of("advise.generic"));
        }
        catalog.capsule().lacks().forEach(l -> sentences.add(l.reason()));
        return sentences;
    }
}
