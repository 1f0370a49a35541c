package dev.howdah.engine.advise;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/**
 * Chooses among candidates: seeds from what each statement would use if it had everything, then greedily by net gain per size
 * with gains recomputed only at the top of the queue, then dropping, refilling and swapping until nothing helps or time is up. A valid
 * answer is at hand from the first moment. Not thread-safe.
 */
final class IndexSearch {
    private static final double[] EXPONENTS = {1, 0.6, 0.25};
    private static final double SIZE_FLOOR = 0.002;

    private final Costs costs;
    private final Seeds seeds;
    private final double[] weights;
    private final long[] bytes;
    private final Prices prices;
    private final Limits limits;
    private final BooleanSupplier stop;
    private final Consumer<Choice> better;
    private final int[][] served;
    private final double[] before;
    private final double[] floor;
    private final BitSet shortlist = new BitSet();
    private final List<BitSet> bundles = new ArrayList<>();
    private final List<Double> bundleGain = new ArrayList<>();
    private double total;
    private Choice best;

    /** What the search may not pass. Bytes and count of all chosen together; gain as a part of the workload's whole cost. */
    record Limits(long bytes, int count, double leastGain) {}

    /** A set and what the workload costs with it, writes included. */
    record Choice(BitSet set, double cost, long bytes) {}

    /**
     * What each statement is asked about first.
     *
     * @param own a statement the candidates that were made for it
     * @param plain the candidates that are neither partial nor carry columns along
     */
    record Seeds(List<BitSet> own, BitSet plain) {}

    /** What candidates cost apart from statements that read, and which of them make others needless. */
    interface Prices {
        double of(BitSet chosen);

        /** True when whoever has {@code wide} has no use for {@code narrow}. */
        boolean subsumes(int wide, int narrow);
    }

    IndexSearch(
            Costs costs,
            Seeds seeds,
            double[] weights,
            long[] bytes,
            Prices prices,
            Limits limits,
            BooleanSupplier stop,
            Consumer<Choice> better) {
        this.costs = costs;
        this.seeds = seeds;
        this.weights = weights;
        this.bytes = bytes;
        this.prices = prices;
        this.limits = limits;
        this.stop = stop;
        this.better = better;
        this.before = new double[costs.size()];
        this.floor = new double[costs.size()];
        this.served = new int[bytes.length][];
        for (int c = 0; c < bytes.length; c++) {
            int candidate = c;
            served[c] = IntStream.range(0, costs.size()).filter(q -> costs.relevant(q).get(candidate)).toArray();
        }
        this.best = new Choice(new BitSet(), Double.MAX_VALUE, 0);
    }

    Choice run() {
        seed();
        if (stop.getAsBoolean()) {
            return best;
        }
        for (double exponent : EXPONENTS) {
            offer(pruned(greedy(new BitSet(), exponent)));
        }
        improve();
        return best;
    }

    /** A few plans a statement: with nothing, with the plain ones made for it, with all of those, and with what was not used. */
    private void seed() {
        int[] all = IntStream.range(0, costs.size()).toArray();
        double[] without = costs.costs(all, new BitSet());
        System.arraycopy(without, 0, before, 0, without.length);
        System.arraycopy(without, 0, floor, 0, without.length);
        total = prices.of(new BitSet());
        for (int q : all) {
            total += weights[q] * before[q];
        }
        best = new Choice(new BitSet(), total, 0);
        IntStream.of(all).parallel().forEach(q -> {
            BitSet offered = (BitSet) seeds.own().get(q).clone();
            offered.and(seeds.plain());
            seed(q, offered);
        });
        offerBundles();
        IntStream.of(all).parallel().forEach(q -> {
            BitSet offered = (BitSet) seeds.own().get(q).clone();
            BitSet plain = (BitSet) offered.clone();
            plain.and(seeds.plain());
            if (stop.getAsBoolean()) {
                return;
            }
            seed(q, offered);
            BitSet second = (BitSet) offered.clone();
            second.andNot(costs.used(q, offered));
            second.andNot(costs.used(q, plain));
            seed(q, second);
        });
        offerBundles();
    }

    /** What the statements would use, by what it brings for its size, as much of it as there is room for. */
    private void offerBundles() {
        BitSet start = new BitSet();
        List<BitSet> byRatio = new ArrayList<>(bundles);
        byRatio.sort(Comparator.comparingDouble(b -> -ratioOf(b)));
        for (BitSet bundle : byRatio) {
            BitSet with = with(start, bundle);
            if (fits(with)) {
                start = with;
            }
        }
        offer(pruned(start));
    }

    private void seed(int q, BitSet offered) {
        if (offered.isEmpty()) {
            return;
        }
        double cost = costs.cost(q, offered);
        BitSet used = costs.used(q, offered);
        synchronized (bundles) {
            floor[q] = Math.min(floor[q], cost);
            if (!used.isEmpty() && cost < before[q] * (1 - 1e-9)) {
                shortlist.or(used);
                if (!bundles.contains(used)) {
                    bundles.add(used);
                    bundleGain.add(weights[q] * (before[q] - cost));
                } else {
                    int at = bundles.indexOf(used);
                    bundleGain.set(at, bundleGain.get(at) + weights[q] * (before[q] - cost));
                }
            }
        }
    }

    private double ratioOf(BitSet bundle) {
        return bundleGain.get(bundles.indexOf(bundle)) / Math.max(size(bundle), limits.bytes() * SIZE_FLOOR);
    }

    private long size(BitSet set) {
        return set.stream().mapToLong(c -> bytes[c]).sum();
    }

    private boolean fits(BitSet set) {
        return set.cardinality() <= limits.count() && size(set) <= limits.bytes();
    }

    /** Takes out what another one in the set makes needless. */
    private void normalize(BitSet set) {
        for (int n = set.nextSetBit(0); n >= 0; n = set.nextSetBit(n + 1)) {
            int narrow = n;
            if (set.stream().anyMatch(w -> w != narrow && prices.subsumes(w, narrow) && !(prices.subsumes(narrow, w) && narrow < w))) {
                set.clear(n);
            }
        }
    }

    private double cost(BitSet set) {
        int[] all = IntStream.range(0, costs.size()).toArray();
        double[] c = costs.costs(all, set);
        double sum = prices.of(set);
        for (int q : all) {
            sum += weights[q] * c[q];
        }
        return sum;
    }

    private void offer(BitSet set) {
        double cost = cost(set);
        if (fits(set) && (cost < best.cost() * (1 - 1e-9) || best.cost() == Double.MAX_VALUE)) {
            best = new Choice((BitSet) set.clone(), cost, size(set));
            better.accept(best);
        }
    }

    /** @param gain over the set for which it was computed; a bound where {@code round} is -1 */
    private record Move(BitSet add, double gain, double ratio, int round) {}

    private BitSet greedy(BitSet start, double exponent) {
        BitSet set = (BitSet) start.clone();
        double[] current = costs.costs(IntStream.range(0, costs.size()).toArray(), set);
        PriorityQueue<Move> queue = new PriorityQueue<>(Comparator.comparingDouble(m -> -m.ratio()));
        for (BitSet move : moves()) {
            Move m = move(set, move, bound(move, current), exponent, -1);
            if (m.gain() > 0) {
                queue.add(m);
            }
        }
        int round = 0;
        while (!queue.isEmpty() && !stop.getAsBoolean()) {
            Move m = queue.remove();
            BitSet with = with(set, m.add());
            if (with.equals(set) || !fits(with)) {
                continue;
            }
            if (m.round() < round) {
                Move again = move(set, m.add(), gain(set, with, current), exponent, round);
                if (again.gain() > total * limits.leastGain()) {
                    queue.add(again);
                }
                continue;
            }
            set = with;
            current = costs.costs(IntStream.range(0, costs.size()).toArray(), set);
            round++;
        }
        return set;
    }

    private Set<BitSet> moves() {
        Set<BitSet> moves = new HashSet<>(bundles);
        shortlist.stream().forEach(c -> {
            BitSet one = new BitSet();
            one.set(c);
            moves.add(one);
        });
        return moves;
    }

    private BitSet with(BitSet set, BitSet add) {
        BitSet with = (BitSet) set.clone();
        with.or(add);
        normalize(with);
        return with;
    }

    private Move move(BitSet set, BitSet add, double gain, double exponent, int round) {
        long more = size(with(set, add)) - size(set);
        double size = Math.max(more, limits.bytes() * SIZE_FLOOR);
        return new Move(add, gain, gain / Math.pow(size, exponent), round);
    }

    /** No more than this can be won: every statement that it serves at its lowest cost. */
    private double bound(BitSet add, double[] current) {
        double gain = 0;
        for (int q = 0; q < current.length; q++) {
            if (costs.relevant(q).intersects(add)) {
                gain += weights[q] * (current[q] - floor[q]);
            }
        }
        return gain;
    }

    private double gain(BitSet set, BitSet with, double[] current) {
        BitSet changed = (BitSet) with.clone();
        changed.xor(set);
        boolean onlyMore = Costs.contains(with, set);
        int[] which = changed.stream()
                .flatMap(c -> IntStream.of(served[c]))
                .distinct()
                .filter(q -> !onlyMore || current[q] > floor[q] * (1 + 1e-9))
                .toArray();
        double[] now = costs.costs(which, with);
        double gain = prices.of(set) - prices.of(with);
        for (int i = 0; i < which.length; i++) {
            gain += weights[which[i]] * (current[which[i]] - now[i]);
        }
        return gain;
    }

    /** Without the ones that nobody misses. */
    private BitSet pruned(BitSet set) {
        BitSet left = (BitSet) set.clone();
        boolean again = true;
        while (again && !stop.getAsBoolean()) {
            again = false;
            double now = cost(left);
            for (int c = left.nextSetBit(0); c >= 0; c = left.nextSetBit(c + 1)) {
                left.clear(c);
                if (cost(left) <= now + total * limits.leastGain() / 2) {
                    again = true;
                    break;
                }
                left.set(c);
            }
        }
        return left;
    }

    /** Takes one or two out, fills the room anew, and keeps what is better, until nothing is. */
    private void improve() {
        boolean again = true;
        while (again && !stop.getAsBoolean()) {
            again = false;
            Choice from = best;
            offer(pruned(greedy(from.set(), 1)));
            List<BitSet> out = removals(from.set());
            for (BitSet gone : out) {
                if (stop.getAsBoolean()) {
                    return;
                }
                BitSet rest = (BitSet) from.set().clone();
                rest.andNot(gone);
                for (double exponent : EXPONENTS) {
                    offer(greedyWithout(rest, gone, exponent));
                }
                if (best.cost() < from.cost()) {
                    again = true;
                    break;
                }
            }
            again |= best.cost() < from.cost();
        }
    }

    private BitSet greedyWithout(BitSet rest, BitSet gone, double exponent) {
        BitSet listed = (BitSet) shortlist.clone();
        shortlist.andNot(gone);
        try {
            return greedy(rest, exponent);
        } finally {
            shortlist.or(listed);
        }
    }

    /** Single ones by what they are missed for their size, then pairs of the least missed. */
    private List<BitSet> removals(BitSet set) {
        double now = cost(set);
        record Loss(int candidate, double loss) {}
        List<Loss> losses = new ArrayList<>();
        for (int c = set.nextSetBit(0); c >= 0; c = set.nextSetBit(c + 1)) {
            BitSet without = (BitSet) set.clone();
            without.clear(c);
            losses.add(new Loss(c, (cost(without) - now) / Math.max(1, bytes[c])));
        }
        losses.sort(Comparator.comparingDouble(Loss::loss));
        List<BitSet> result = new ArrayList<>();
        for (Loss l : losses) {
            result.add(bits(l.candidate()));
        }
        for (int i = 0; i < losses.size(); i++) {
            for (int j = i + 1; j < losses.size() && i + j < 8; j++) {
                result.add(bits(losses.get(i).candidate(), losses.get(j).candidate()));
            }
        }
        return result;
    }

    private static BitSet bits(int... which) {
        BitSet set = new BitSet();
        for (int i : which) {
            set.set(i);
        }
        return set;
    }

    /** Cost of the workload with no candidate. */
    double before() {
        return total;
    }

    double before(int item) {
        return before[item];
    }
}
