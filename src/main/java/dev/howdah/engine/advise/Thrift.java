package dev.howdah.engine.advise;

import java.util.BitSet;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Leaves out of a choice what hardly brings anything, by what is known, without asking the planner. Immutable. */
final class Thrift {
    private static final long UNLIMITED = Long.MAX_VALUE / 8;
    private static final long LEAST_SPARED = 1 << 20;
    /** Who gives a budget wants it used: of what is taken for nothing without one, this part. */
    private static final double OF_A_BUDGET = 0.05;
    /** Without a budget, an index as large as all tables must spare so much of the workload, a smaller one as much less. */
    private static final double ROOM = 0.05;

    private final Costs costs;
    private final Selection.Rules rules;
    private final double[] before;

    /** @param before what each statement costs as things are */
    Thrift(Costs costs, Selection.Rules rules, double[] before) {
        this.costs = costs;
        this.rules = rules;
        this.before = before;
    }

    /** @param total cost of the workload as things are */
    IndexSearch.Choice of(IndexSearch.Choice found, double total) {
        boolean unlimited = rules.limits().bytes() > UNLIMITED;
        double gain = total * rules.limits().leastGain();
        double spared = gain * (unlimited ? 1 : OF_A_BUDGET);
        double each = unlimited ? total * ROOM / Math.max(1, rules.limits().tables()) : 0;
        IndexSearch.Choice choice = found;
        for (IndexSearch.Choice less = found; less != null; ) {
            choice = less;
            less = without(choice, gain / 2, each);
            if (less == null) {
                less = smaller(choice, spared, each);
            }
        }
        return choice;
    }

    /** @param each what a byte is worth */
    private IndexSearch.@Nullable Choice without(IndexSearch.Choice choice, double allowed, double each) {
        BitSet set = choice.set();
        for (int c = set.nextSetBit(0); c >= 0; c = set.nextSetBit(c + 1)) {
            BitSet less = (BitSet) set.clone();
            less.clear(c);
            if (most(less) <= choice.cost() + allowed + each * rules.bytes()[c]) {
                return new IndexSearch.Choice(less, most(less), rules.size(less));
            }
        }
        return null;
    }

    /** With a much smaller one in the place of another. */
    private IndexSearch.@Nullable Choice smaller(IndexSearch.Choice choice, double allowed, double each) {
        BitSet set = choice.set();
        for (int c = set.nextSetBit(0); c >= 0; c = set.nextSetBit(c + 1)) {
            BitSet near = near(c);
            for (int a = near.nextSetBit(0); a >= 0; a = near.nextSetBit(a + 1)) {
                BitSet other = (BitSet) set.clone();
                other.clear(c);
                other.set(a);
                rules.normalize(other);
                long bytes = rules.size(other);
                long spared = choice.bytes() - bytes;
                if (!set.get(a) && spared >= Math.max(LEAST_SPARED, rules.bytes()[c] / 4) && most(other) <= choice.cost() + allowed + each * spared) {
                    return new IndexSearch.Choice(other, most(other), bytes);
                }
            }
        }
        return null;
    }

    /** What serves the same statements. */
    private BitSet near(int c) {
        BitSet near = new BitSet();
        IntStream.range(0, costs.size()).filter(q -> costs.relevant(q).get(c)).forEach(q -> near.or(costs.relevant(q)));
        return near;
    }

    private double most(BitSet set) {
        double sum = rules.prices().of(set);
        for (int q = 0; q < costs.size(); q++) {
            sum += rules.weights()[q] * Math.min(before[q], costs.atMost(q, set));
        }
        return sum;
    }
}
