package dev.howdah.engine.advise;

import dev.howdah.engine.twin.WhatIf;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;

/**
 * Costs of the workload's statements under sets of candidates. The planner is asked only for what is not known: when a statement was
 * planned with the candidates R and used U of them, every set between U and R gives the same plan. Thread-safe.
 */
final class Costs implements AutoCloseable {
    private final List<Workload.Item> items;
    private final List<BitSet> relevant;
    private final List<List<Known>> known = new ArrayList<>();
    private final BlockingQueue<WhatIf> sessions;
    private final List<WhatIf> forks;
    private final AtomicLong calls = new AtomicLong();

    private record Known(BitSet offered, BitSet used, double cost) {}

    /**
     * @param relevant a statement the candidates that can change its plan
     * @param forks further sessions besides the first; closed with this
     */
    Costs(List<Workload.Item> items, List<BitSet> relevant, WhatIf first, List<WhatIf> forks) {
        this.items = items;
        this.relevant = relevant;
        this.forks = forks;
        this.sessions = new ArrayBlockingQueue<>(forks.size() + 1);
        sessions.add(first);
        sessions.addAll(forks);
        items.forEach(i -> known.add(new ArrayList<>()));
    }

    int size() {
        return items.size();
    }

    long calls() {
        return calls.get();
    }

    BitSet relevant(int item) {
        return relevant.get(item);
    }

    /** What the planner would say of a statement if these candidates existed. */
    double cost(int item, BitSet chosen) {
        return known(item, chosen).cost();
    }

    /** Which of them it would use. */
    BitSet used(int item, BitSet chosen) {
        return known(item, chosen).used();
    }

    private Known known(int item, BitSet chosen) {
        BitSet offered = (BitSet) chosen.clone();
        offered.and(relevant.get(item));
        List<Known> of = known.get(item);
        synchronized (of) {
            for (int i = of.size() - 1; i >= 0; i--) {
                Known k = of.get(i);
                if (contains(k.offered(), offered) && contains(offered, k.used())) {
                    return k;
                }
            }
        }
        Known k = ask(item, offered);
        synchronized (of) {
            of.add(k);
        }
        return k;
    }

    private Known ask(int item, BitSet offered) {
        calls.incrementAndGet();
        WhatIf session = take();
        try {
            Set<Integer> on = new HashSet<>();
            offered.stream().forEach(on::add);
            WhatIf.Estimate e = session.estimate(items.get(item).query(), new WhatIf.Change(on, Set.of(), Map.of()));
            BitSet used = new BitSet();
            e.added().forEach(used::set);
            return new Known(offered, used, e.cost());
        } finally {
            sessions.add(session);
        }
    }

    private WhatIf take() {
        try {
            return sessions.take();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new java.util.concurrent.CancellationException();
        }
    }

    static boolean contains(BitSet all, BitSet part) {
        for (int i = part.nextSetBit(0); i >= 0; i = part.nextSetBit(i + 1)) {
            if (!all.get(i)) {
                return false;
            }
        }
        return true;
    }

    /** Costs of these statements, asked for side by side. */
    double[] costs(int[] which, BitSet chosen) {
        double[] result = new double[which.length];
        IntStream range = IntStream.range(0, which.length);
        (forks.isEmpty() ? range : range.parallel()).forEach(i -> result[i] = cost(which[i], chosen));
        return result;
    }

    @Override
    public void close() {
        forks.forEach(WhatIf::close);
    }
}
