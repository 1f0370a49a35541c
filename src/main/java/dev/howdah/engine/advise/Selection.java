package dev.howdah.engine.advise;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.SplittableRandom;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;

/**
 * Chooses candidates by what is already known of the statements' plans, without asking the planner: annealing over sets that keep
 * within the limits. A statement costs what its cheapest known plan does whose candidates are all chosen. Not thread-safe.
 */
final class Selection {
    private static final double COOLING_FROM = 0.01;
    private static final double COOLING_TO = 0.000005;

    /** What is smaller than this part of the room counts as this large: else the smallest would come first, whatever they bring. */
    private static final double SMALLEST = 0.001;

    private static final int[] NOTHING = {};
    private static final int STEPS_A_LOOK = 256;

    private final Rules rules;
    private final SplittableRandom random;
    private final Item[] items;
    private final List<List<Integer>> served;
    private final int[][] bundles;
    private final boolean[] on;
    private long bytes;
    private int count;
    private double cost;

    /** What makes a set allowed, and what it costs besides the statements. */
    record Rules(double[] weights, long[] bytes, IndexSearch.Prices prices, IndexSearch.Limits limits, int[][] narrower, int[][] wider) {
        static Rules of(double[] weights, long[] bytes, IndexSearch.Prices prices, IndexSearch.Limits limits) {
            List<List<Integer>> narrower = lists(bytes.length);
            List<List<Integer>> wider = lists(bytes.length);
            for (int w = 0; w < bytes.length; w++) {
                for (int n = 0; n < bytes.length; n++) {
                    if (w != n && prices.subsumes(w, n)) {
                        narrower.get(w).add(n);
                        wider.get(n).add(w);
                    }
                }
            }
            return new Rules(weights, bytes, prices, limits, arrays(narrower), arrays(wider));
        }

        private static List<List<Integer>> lists(int count) {
            return IntStream.range(0, count).<List<Integer>>mapToObj(i -> new ArrayList<>()).toList();
        }

        private static int[][] arrays(List<List<Integer>> lists) {
            return lists.stream().map(l -> l.stream().mapToInt(Integer::intValue).toArray()).toArray(int[][]::new);
        }

        long size(BitSet set) {
            return set.stream().mapToLong(c -> bytes[c]).sum();
        }

        boolean fits(BitSet set) {
            return set.cardinality() <= limits.count() && size(set) <= limits.bytes();
        }

        /** Takes out what another one in the set makes needless. */
        void normalize(BitSet set) {
            for (int n = set.nextSetBit(0); n >= 0; n = set.nextSetBit(n + 1)) {
                if (IntStream.of(wider[n]).anyMatch(set::get)) {
                    set.clear(n);
                }
            }
        }
    }

    /** A statement's plans: candidates used and cost, cheapest first; the last one needs none. */
    private static final class Item {
        final double weight;
        final int[][] used;
        final double[] costs;
        int chosen;

        Item(double weight, List<Costs.Plan> plans) {
            this.weight = weight;
            this.used = plans.stream().map(p -> p.used().stream().toArray()).toArray(int[][]::new);
            this.costs = plans.stream().mapToDouble(Costs.Plan::cost).toArray();
        }
    }

    Selection(Costs costs, Rules rules, SplittableRandom random) {
        this.rules = rules;
        this.random = random;
        this.on = new boolean[rules.bytes().length];
        this.items = new Item[costs.size()];
        this.served = IntStream.range(0, on.length).<List<Integer>>mapToObj(i -> new ArrayList<>()).toList();
        List<int[]> all = new ArrayList<>();
        for (int q = 0; q < items.length; q++) {
            items[q] = new Item(rules.weights()[q], costs.plans(q));
            BitSet mine = new BitSet();
            for (int[] used : items[q].used) {
                IntStream.of(used).forEach(mine::set);
                if (used.length > 0) {
                    all.add(used);
                }
            }
            int item = q;
            mine.stream().forEach(c -> served.get(c).add(item));
        }
        BitSet pool = new BitSet();
        all.forEach(b -> IntStream.of(b).forEach(pool::set));
        pool.stream().forEach(c -> all.add(new int[] {c}));
        this.bundles = all.toArray(int[][]::new);
    }

    /** The best set found in so many steps from this one, or until told to stop. */
    BitSet anneal(BitSet start, int steps, BooleanSupplier stop) {
        set(start);
        BitSet best = start;
        double bestCost = cost;
        double scale = Math.max(cost, 1e-9);
        double factor = Math.pow(COOLING_TO / COOLING_FROM, 1.0 / Math.max(1, steps));
        double heat = COOLING_FROM * scale;
        for (int i = 0; i < steps && bundles.length > 0; i++, heat *= factor) {
            if (i % STEPS_A_LOOK == 0 && stop.getAsBoolean()) {
                break;
            }
            double before = cost;
            int[] change = step();
            if (change.length == 0) {
                continue;
            }
            recount(change);
            if (cost > before && random.nextDouble() >= Math.exp((before - cost) / heat)) {
                for (int c : change) {
                    flip(c);
                }
                recount(change);
            } else if (cost < bestCost * (1 - 1e-12)) {
                bestCost = cost;
                best = current();
            }
        }
        return best;
    }

    /** A bundle with what it brought for its size when that was last looked at. */
    private record Offer(int[] bundle, double worth) {}

    /**
     * One bundle after the other, the one that brings most for its size first. A bundle is looked at again only when it may be the
     * next: what others bring meanwhile seldom makes it worth more.
     *
     * @param weight of the size: 1 asks for the most a byte, 0 for the most
     */
    BitSet greedy(double weight, BooleanSupplier stop) {
        set(new BitSet());
        PriorityQueue<Offer> offers = new PriorityQueue<>(Comparator.comparingDouble(o -> -o.worth()));
        for (boolean found = true; found && !stop.getAsBoolean(); ) {
            found = false;
            offers.clear();
            for (int[] bundle : bundles) {
                Offer o = offer(bundle, weight);
                if (o.worth() > 0) {
                    offers.add(o);
                }
            }
            while (!offers.isEmpty() && !stop.getAsBoolean()) {
                Offer now = offer(offers.remove().bundle(), weight);
                Offer next = offers.peek();
                if (now.worth() > 0 && (next == null || now.worth() >= next.worth())) {
                    recount(added(now.bundle()));
                    found = true;
                } else if (now.worth() > 0) {
                    offers.add(now);
                }
            }
        }
        return current();
    }

    /** What it would bring now; nothing when it does not fit. */
    private Offer offer(int[] bundle, double weight) {
        double before = cost;
        long room = bytes;
        int[] changed = added(bundle);
        double worth = 0;
        if (changed.length > 0 && bytes <= rules.limits().bytes() && count <= rules.limits().count()) {
            recount(changed);
            double size = Math.max(bytes - room, rules.limits().bytes() * SMALLEST);
            worth = (before - cost) / Math.pow(size, weight);
        }
        for (int c : changed) {
            flip(c);
        }
        recount(changed);
        return new Offer(bundle, worth);
    }

    /** Adds what is missing of a bundle, and takes out what that makes needless; tells what has changed. */
    private int[] added(int[] bundle) {
        BitSet changed = new BitSet();
        for (int c : bundle) {
            add(c, changed);
        }
        return changed.stream().toArray();
    }

    private boolean add(int c, BitSet changed) {
        if (on[c] || IntStream.of(rules.wider()[c]).anyMatch(w -> on[w])) {
            return false;
        }
        toggle(changed, c);
        for (int n : rules.narrower()[c]) {
            if (on[n]) {
                toggle(changed, n);
            }
        }
        return true;
    }

    private BitSet current() {
        BitSet set = new BitSet();
        for (int c = 0; c < on.length; c++) {
            set.set(c, on[c]);
        }
        return set;
    }

    private void set(BitSet start) {
        java.util.Arrays.fill(on, false);
        bytes = 0;
        count = 0;
        start.stream().forEach(this::flip);
        for (Item item : items) {
            item.chosen = cheapest(item);
        }
        cost = sum();
    }

    /** Flips some candidates within the limits and tells which; none when there was nothing to do. */
    private int[] step() {
        BitSet changed = new BitSet();
        if (count > 0 && random.nextInt(8) == 0) {
            toggle(changed, pick());
            return changed.stream().toArray();
        }
        BitSet added = new BitSet();
        int[] bundle = bundles[random.nextInt(bundles.length)];
        if (IntStream.of(bundle).mapToLong(c -> rules.bytes()[c]).sum() > rules.limits().bytes()) {
            return NOTHING;
        }
        for (int c : bundle) {
            added.set(c, add(c, changed) || added.get(c));
        }
        while (count > 0 && (bytes > rules.limits().bytes() || count > rules.limits().count())) {
            int c = pick();
            if (added.get(c) && added.cardinality() >= count) {
                toggle(changed, c);
                added.clear(c);
            } else if (!added.get(c)) {
                toggle(changed, c);
            }
        }
        return changed.stream().toArray();
    }

    private int pick() {
        int at = random.nextInt(count);
        for (int c = 0; ; c++) {
            if (on[c] && at-- == 0) {
                return c;
            }
        }
    }

    private void toggle(BitSet changed, int c) {
        flip(c);
        changed.flip(c);
    }

    private void flip(int c) {
        on[c] = !on[c];
        bytes += on[c] ? rules.bytes()[c] : -rules.bytes()[c];
        count += on[c] ? 1 : -1;
    }

    private void recount(int[] changed) {
        for (int c : changed) {
            for (int q : served.get(c)) {
                items[q].chosen = cheapest(items[q]);
            }
        }
        cost = sum();
    }

    private double sum() {
        double sum = rules.prices().free() ? 0 : rules.prices().of(on);
        for (Item item : items) {
            sum += item.weight * item.costs[item.chosen];
        }
        return sum;
    }

    private int cheapest(Item item) {
        plans:
        for (int p = 0; p < item.used.length; p++) {
            for (int c : item.used[p]) {
                if (!on[c]) {
                    continue plans;
                }
            }
            return p;
        }
        return item.used.length - 1;
    }
}
