package dev.howdah.engine.advise;

import dev.howdah.engine.db.Cancellation;
import dev.howdah.engine.twin.IndexDef;
import dev.howdah.engine.twin.WhatIf;
import dev.howdah.engine.twin.WhatIfException;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;

/**
 * Costs of the workload's statements under sets of candidates. The planner is asked only for what is not known: when a statement was
 * planned with the candidates R and used U of them, every set between U and R gives the same plan; every set that holds U costs no
 * more, and every part of R no less. Thread-safe.
 */
final class Costs implements AutoCloseable {
    private static final int MOST_IDLE = 40;

    private final List<Workload.Item> items;
    private final List<BitSet> relevant;
    private final List<Known> known = new ArrayList<>();
    private final WhatIf first;
    private final BlockingQueue<Session> sessions = new LinkedBlockingQueue<>();
    private final List<WhatIf> forks = new CopyOnWriteArrayList<>();
    private CompletableFuture<?> coming = CompletableFuture.completedFuture(null);
    private final AtomicLong calls = new AtomicLong();

    /** What a statement costs when some candidates are offered, and which of them it uses. */
    record Plan(BitSet offered, BitSet used, double cost) {}

    /** A way to the planner, and what was on when it was last asked. */
    private static final class Session {
        final WhatIf whatIf;
        final BitSet on = new BitSet();

        Session(WhatIf whatIf) {
            this.whatIf = whatIf;
        }

        /** Candidates that cannot matter stay as they are: switching costs more than they do, up to a point. */
        Set<Integer> with(BitSet offered, BitSet relevant) {
            on.andNot(relevant);
            if (on.cardinality() > MOST_IDLE) {
                on.clear();
            }
            on.or(offered);
            Set<Integer> handles = new HashSet<>();
            on.stream().forEach(handles::add);
            return handles;
        }
    }

    /** A question that may be put to the planner. */
    record Question(int item, BitSet offered) {}

    /** One statement's plans: the cheapest for each set of used ones, cheapest first; and all by what was offered, dearest first. */
    private static final class Known {
        final List<Plan> cheapest = new ArrayList<>();
        final List<Plan> all = new ArrayList<>();

        synchronized void add(Plan p) {
            insert(all, p, Comparator.comparingDouble(k -> -k.cost()));
            for (Plan k : cheapest) {
                if (k.cost() <= p.cost() && contains(p.used(), k.used())) {
                    return;
                }
            }
            cheapest.removeIf(k -> k.cost() >= p.cost() && contains(k.used(), p.used()));
            insert(cheapest, p, Comparator.comparingDouble(Plan::cost));
        }

        private static void insert(List<Plan> list, Plan p, Comparator<Plan> order) {
            int at = 0;
            while (at < list.size() && order.compare(list.get(at), p) <= 0) {
                at++;
            }
            list.add(at, p);
        }

        synchronized double atMost(BitSet set) {
            for (Plan p : cheapest) {
                if (contains(set, p.used())) {
                    return p.cost();
                }
            }
            return Double.POSITIVE_INFINITY;
        }

        synchronized double atLeast(BitSet set) {
            for (Plan p : all) {
                if (contains(p.offered(), set)) {
                    return p.cost();
                }
            }
            return 0;
        }

        synchronized @org.jspecify.annotations.Nullable Plan exact(BitSet set) {
            for (Plan p : all) {
                if (contains(p.offered(), set) && contains(set, p.used())) {
                    return p;
                }
            }
            return null;
        }

        synchronized List<Plan> cheapest() {
            return List.copyOf(cheapest);
        }
    }

    /** @param relevant a statement the candidates that can change its plan */
    Costs(List<Workload.Item> items, List<BitSet> relevant, WhatIf first) {
        this.items = items;
        this.relevant = new CopyOnWriteArrayList<>(relevant);
        this.first = first;
        sessions.add(new Session(first));
        items.forEach(i -> known.add(new Known()));
    }

    /** Makes further candidates in every session; they have the handles that follow. */
    List<WhatIf.Hypothetical> make(List<IndexDef> indexes) {
        coming.handle((done, failed) -> done).join();
        forks.forEach(f -> f.add(indexes));
        return first.add(indexes);
    }

    /** Further candidates. What is known stays true: the new ones were not there. */
    void extend(List<BitSet> more) {
        for (int q = 0; q < more.size(); q++) {
            matterToo(q, more.get(q));
        }
    }

    /** Further sessions, used from the moment on when they are there, and closed with this. */
    void fork(int most, BooleanSupplier stop) {
        coming = CompletableFuture.runAsync(() -> {
            List<WhatIf> all = Cancellation.unless(stop, () -> first.forks(most));
            forks.addAll(all);
            all.forEach(f -> sessions.add(new Session(f)));
        });
    }

    /** What a statement costs with no candidate, where that was found out otherwise. */
    void learn(int item, double without) {
        known.get(item).add(new Plan(new BitSet(), new BitSet(), without));
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
        return plan(item, chosen).cost();
    }

    /** Which of them it would use. */
    BitSet used(int item, BitSet chosen) {
        return plan(item, chosen).used();
    }

    Plan plan(int item, BitSet chosen) {
        BitSet offered = offered(item, chosen);
        Plan p = known.get(item).exact(offered);
        return p == null ? ask(item, offered) : p;
    }

    /** No more than this, by what is known; infinite when nothing is. */
    double atMost(int item, BitSet chosen) {
        return known.get(item).atMost(chosen);
    }

    /** No less than this, by what is known. */
    double atLeast(int item, BitSet chosen) {
        return known.get(item).atLeast(offered(item, chosen));
    }

    boolean isKnown(int item, BitSet chosen) {
        return known.get(item).exact(offered(item, chosen)) != null;
    }

    /** The plans worth remembering, cheapest first: of those whose candidates are all in a set, the first holds. */
    List<Plan> plans(int item) {
        return known.get(item).cheapest();
    }

    private BitSet offered(int item, BitSet chosen) {
        BitSet offered = (BitSet) chosen.clone();
        offered.and(relevant.get(item));
        return offered;
    }

    private Plan ask(int item, BitSet offered) {
        Session session = take();
        try {
            WhatIf.Estimate e = estimate(session, item, session.with(offered, relevant.get(item)));
            BitSet used = new BitSet();
            e.added().forEach(used::set);
            if (!contains(offered, used)) {
                matterToo(item, used);
                used.clear();
                session.on.clear();
                e = estimate(session, item, session.with(offered, relevant.get(item)));
                e.added().forEach(used::set);
            }
            Plan p = new Plan(offered, used, e.cost());
            known.get(item).add(p);
            return p;
        } catch (WhatIfException e) {
            // it was planned without them: with these it cannot be, so they bring it nothing
            Plan p = new Plan(offered, new BitSet(), known.get(item).atMost(new BitSet()));
            known.get(item).add(p);
            return p;
        } finally {
            sessions.add(session);
        }
    }

    private WhatIf.Estimate estimate(Session session, int item, Set<Integer> on) {
        calls.incrementAndGet();
        return session.whatIf.estimate(items.get(item).query(), new WhatIf.Change(on, Set.of(), Map.of()));
    }

    /** The planner found a use for some that seemed to have none. */
    private synchronized void matterToo(int item, BitSet used) {
        BitSet more = (BitSet) relevant.get(item).clone();
        more.or(used);
        relevant.set(item, more);
    }

    private Session take() {
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

    /** Finds out what these questions ask, side by side, until told to stop; a statement's together, which spares switching. */
    void learn(Collection<Question> questions, BooleanSupplier stop) {
        List<Question> open = questions.stream()
                .filter(q -> !isKnown(q.item(), q.offered()))
                .distinct()
                .sorted(Comparator.comparingInt(Question::item).thenComparingInt(q -> q.offered().cardinality()))
                .toList();
        (forks.isEmpty() || open.size() < 2 ? open.stream() : open.parallelStream()).forEach(q -> {
            if (!stop.getAsBoolean()) {
                plan(q.item(), q.offered());
            }
        });
    }

    @Override
    public void close() {
        coming.handle((done, failed) -> done).join();
        forks.forEach(WhatIf::close);
    }
}
