package dev.howdah.engine.advise;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Chooses among candidates. It learns how each statement would be planned with everything at hand and with the used ones taken away,
 * chooses by what it knows without asking ({@link Selection}), has the planner check the choice, which teaches it more, and then
 * tries what could be better than the best so far; what cannot be better by what is known is never asked. A valid answer is at hand
 * from the first moment. Not thread-safe.
 */
final class IndexSearch {
    private static final int FIRST_STEPS = 4_000;
    private static final int STEPS = 8_000;
    private static final int QUESTIONS_A_ROUND = 24;
    private static final int NEIGHBOURS = 40;
    private static final double CERTAIN = 1e-9;
    private static final int TRIES = 3;
    /** How much the size counts where a set is put together one by one, from choice to choice. */
    private static final double[] BY_SIZE = {1, 0.5};

    private final Costs costs;
    private final Seeds seeds;
    private final double[] weights;
    private final Selection.Rules rules;
    private final BooleanSupplier stop;
    private final Consumer<Choice> better;
    private final SplittableRandom random = new SplittableRandom(1);
    private final double[] before;
    private final int[] all;
    private final PriorityQueue<Wish> wishes = new PriorityQueue<>(Comparator.comparingDouble(w -> -w.worth()));
    private final Set<Costs.Question> wished = new HashSet<>();
    private final double total;
    private Choice best;
    private int choices;

    /**
     * What the search may not pass. Bytes and count of all chosen together; gain as a part of the workload's whole cost.
     *
     * @param tables bytes of all tables, beside which an index counts as large
     */
    record Limits(long bytes, int count, double leastGain, double tables) {}

    /** A set and what the workload costs with it, writes included. */
    record Choice(BitSet set, double cost, long bytes) {}

    /**
     * What each statement is asked about first.
     *
     * @param plain the candidates that are neither partial nor carry columns along
     * @param narrow the ones with one column, partial or not
     * @param covering the ones that carry columns along
     * @param own for each statement the ones that were made for it
     * @param shared the same, with wider ones that were made for several statements instead of those that carry columns for it alone
     */
    record Seeds(BitSet plain, BitSet narrow, BitSet covering, List<BitSet> own, List<BitSet> shared) {
        BitSet single() {
            BitSet both = (BitSet) plain.clone();
            both.and(narrow);
            return both;
        }
    }

    /** What candidates cost apart from statements that read, and which of them make others needless. */
    interface Prices {
        double of(BitSet chosen);

        /** The same, for the candidates that are on. */
        double of(boolean[] on);

        /** True when whoever has {@code wide} has no use for {@code narrow}. */
        boolean subsumes(int wide, int narrow);

        /** True when no candidate costs anything. */
        boolean free();
    }

    /** A question with what its answer may be worth. */
    private record Wish(Costs.Question question, double worth) {}

    /** @param start a choice already found; null when there is none */
    IndexSearch(
            Costs costs,
            Seeds seeds,
            double[] weights,
            Selection.Rules rules,
            BooleanSupplier stop,
            Consumer<Choice> better,
            @Nullable Choice start) {
        this.costs = costs;
        this.seeds = seeds;
        this.weights = weights;
        this.rules = rules;
        this.stop = stop;
        this.better = better;
        this.before = new double[costs.size()];
        this.all = IntStream.range(0, costs.size()).toArray();
        double whole = rules.prices().of(new BitSet());
        for (int q : all) {
            before[q] = costs.cost(q, new BitSet());
            whole += weights[q] * before[q];
        }
        this.total = whole;
        this.best = start == null ? new Choice(new BitSet(), total, 0) : start;
    }

    /** A first answer, by one more plan a statement. */
    Choice quickly() {
        wishAll(seeds.single(), 1);
        round(Integer.MAX_VALUE, FIRST_STEPS);
        return best;
    }

    Choice run() {
        wishAll(seeds.single(), 1);
        wishAll(seeds.narrow(), 1);
        for (int q : all) {
            BitSet own = seeds.own().get(q);
            BitSet bare = (BitSet) costs.relevant(q).clone();
            bare.andNot(seeds.covering());
            wish(q, own.intersects(seeds.covering()) ? own : bare, 0.9);
            wish(q, seeds.shared().get(q), 0.8);
        }
        wishAll(seeds.plain(), 0.4);
        while (!stop.getAsBoolean()) {
            double cost = best.cost();
            boolean learning = !wishes.isEmpty();
            round(QUESTIONS_A_ROUND, STEPS);
            boolean found = best.cost() < cost || neighbours();
            if (!learning && !found) {
                break;
            }
        }
        return best;
    }

    /** The same without what is hardly missed, and with smaller ones where larger ones hardly bring more. */
    Choice pruned() {
        return new Thrift(costs, rules, before).of(best, total);
    }

    private void wishAll(BitSet kind, double worth) {
        for (int q : all) {
            BitSet offered = (BitSet) costs.relevant(q).clone();
            offered.and(kind);
            wish(q, offered, worth);
        }
    }

    private void wish(int q, BitSet offered, double worth) {
        BitSet relevant = (BitSet) offered.clone();
        relevant.and(costs.relevant(q));
        Costs.Question question = new Costs.Question(q, relevant);
        double possible = weights[q] * before[q] * worth;
        if (!relevant.isEmpty() && possible > total * rules.limits().leastGain() && wished.add(question)) {
            wishes.add(new Wish(question, possible));
        }
    }

    /** Learns the worthiest answers, wishes for what follows from them, and chooses anew. */
    private void round(int questions, int steps) {
        List<Wish> now = new ArrayList<>();
        while (now.size() < questions && !wishes.isEmpty()) {
            now.add(wishes.remove());
        }
        costs.learn(now.stream().map(Wish::question).toList(), stop);
        for (Wish w : now) {
            if (costs.isKnown(w.question().item(), w.question().offered())) {
                follow(w);
            }
        }
        choose(steps);
    }

    /** What a statement would do without one of those that it used: the dearer that one is, the likelier it is to be missing. */
    private void follow(Wish w) {
        int q = w.question().item();
        Costs.Plan plan = costs.plan(q, w.question().offered());
        double gain = 1 - plan.cost() / Math.max(1e-9, before[q]);
        for (int c = plan.used().nextSetBit(0); c >= 0; c = plan.used().nextSetBit(c + 1)) {
            BitSet without = (BitSet) w.question().offered().clone();
            without.clear(c);
            double missing = Math.min(1, 0.05 + 2.0 * rules.bytes()[c] / Math.max(1, rules.limits().bytes()));
            wish(q, without, Math.min(gain, w.worth() / Math.max(1e-9, weights[q] * before[q])) * missing * 0.8);
        }
    }

    /** The best by what is known, from the best so far, from nothing and from what is put together one by one, each checked by the planner. */
    private void choose(int steps) {
        choices++;
        double bySize = BY_SIZE[choices % BY_SIZE.length];
        chooseFrom(selection -> best.set(), TRIES, steps);
        chooseFrom(selection -> new BitSet(), TRIES, steps);
        chooseFrom(selection -> selection.greedy(bySize, stop), 1, steps);
    }

    /** Again as long as that finds a better one: the planner's answers to the last one are known then. */
    private void chooseFrom(Function<Selection, BitSet> start, int tries, int steps) {
        boolean found = true;
        for (int i = 0; i < tries && found && !stop.getAsBoolean(); i++) {
            Selection selection = new Selection(costs, rules, random);
            BitSet set = selection.anneal(start.apply(selection), steps, stop);
            found = !set.equals(best.set()) && offer(set);
        }
    }

    /** Has the planner check a set, and keeps it when it is better. Not asked to the end when it cannot be. */
    private boolean offer(BitSet chosen) {
        BitSet set = (BitSet) chosen.clone();
        rules.normalize(set);
        if (!rules.fits(set) || !worthAsking(set)) {
            return false;
        }
        double cost = rules.prices().of(set);
        for (int q : all) {
            cost += weights[q] * costs.cost(q, set);
        }
        if (cost >= best.cost() * (1 - CERTAIN)) {
            return false;
        }
        best = new Choice(set, cost, rules.size(set));
        better.accept(best);
        return true;
    }

    /** Asks about the statements of whose cost least is known, until the set is known whole or cannot be the best any more. */
    private boolean worthAsking(BitSet set) {
        double[] least = new double[all.length];
        double sum = rules.prices().of(set);
        List<Integer> open = new ArrayList<>();
        for (int q : all) {
            least[q] = costs.atLeast(q, set);
            sum += weights[q] * least[q];
            if (!costs.isKnown(q, set)) {
                open.add(q);
            }
        }
        open.sort(Comparator.comparingDouble(q -> -weights[q] * (Math.min(costs.atMost(q, set), before[q]) - least[q])));
        for (int i = 0; i < open.size(); i += 2) {
            if (sum >= best.cost() * (1 - CERTAIN)) {
                return false;
            }
            if (stop.getAsBoolean()) {
                return false;
            }
            List<Integer> some = open.subList(i, Math.min(i + 2, open.size()));
            costs.learn(some.stream().map(q -> new Costs.Question(q, set)).toList(), () -> false);
            for (int q : some) {
                sum += weights[q] * (costs.cost(q, set) - least[q]);
            }
        }
        return sum < best.cost() * (1 - CERTAIN);
    }

    /** A set next to the best with the least and the most that it can cost. */
    private record Neighbour(BitSet set, double least, double most) {
        double hope() {
            return least + (most - least) * 0.35;
        }
    }

    /** One added, taken out or put in another's place: those that may be better, the likeliest first. True when one was. */
    private boolean neighbours() {
        List<Neighbour> hopeful = new ArrayList<>();
        Set<BitSet> seen = new HashSet<>();
        Bounds now = bounds();
        for (BitSet set : around(best.set())) {
            if (seen.add(set) && rules.fits(set)) {
                Neighbour n = neighbour(set, now);
                if (n.least() < best.cost() * (1 - CERTAIN) - total * rules.limits().leastGain() / 4) {
                    hopeful.add(n);
                }
            }
        }
        hopeful.sort(Comparator.comparingDouble(Neighbour::hope));
        int asked = 0;
        for (Neighbour n : hopeful) {
            if (stop.getAsBoolean() || asked++ == NEIGHBOURS) {
                return !stop.getAsBoolean();
            }
            if (offer(n.set())) {
                return true;
            }
        }
        return false;
    }

    /** The least and the most that each statement costs with the best set. */
    private record Bounds(double[] least, double[] most) {}

    private Bounds bounds() {
        double[] least = new double[all.length];
        double[] most = new double[all.length];
        for (int q : all) {
            least[q] = costs.atLeast(q, best.set());
            most[q] = Math.min(before[q], costs.atMost(q, best.set()));
        }
        return new Bounds(least, most);
    }

    /** Statements to which the difference does not matter cost what they cost. */
    private Neighbour neighbour(BitSet set, Bounds now) {
        BitSet changed = (BitSet) set.clone();
        changed.xor(best.set());
        double least = rules.prices().of(set);
        double most = least;
        for (int q : all) {
            boolean matters = costs.relevant(q).intersects(changed);
            least += weights[q] * (matters ? costs.atLeast(q, set) : now.least()[q]);
            most += weights[q] * (matters ? Math.min(before[q], costs.atMost(q, set)) : now.most()[q]);
        }
        return new Neighbour(set, least, Math.max(least, most));
    }

    private List<BitSet> around(BitSet set) {
        List<BitSet> result = new ArrayList<>();
        BitSet adding = new BitSet();
        for (int q : all) {
            adding.or(costs.relevant(q));
        }
        adding.andNot(set);
        for (int c = set.nextSetBit(0); c >= 0; c = set.nextSetBit(c + 1)) {
            BitSet without = (BitSet) set.clone();
            without.clear(c);
            result.add(without);
            replaced(without, adding, result);
        }
        replaced(set, adding, result);
        return result;
    }

    private void replaced(BitSet set, BitSet adding, List<BitSet> into) {
        long room = rules.limits().bytes() - rules.size(set);
        for (int a = adding.nextSetBit(0); a >= 0; a = adding.nextSetBit(a + 1)) {
            BitSet with = (BitSet) set.clone();
            with.set(a);
            if (rules.bytes()[a] > room) {
                rules.normalize(with);
            }
            if (rules.bytes()[a] <= room || rules.fits(with)) {
                into.add(with);
            }
        }
    }

    /** Cost of the workload with no candidate. */
    double before() {
        return total;
    }

    double before(int item) {
        return before[item];
    }
}
