package dev.howdah.engine.sample;

import dev.howdah.engine.db.Ledger;
import dev.howdah.engine.db.Spent;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/** What one sampler does on its target, probe by probe, and whether that is within its budget. Thread-safe. */
final class Accounts {
    private final CostMeter meter;
    private final Pacer pacer;
    private final Supplier<Spent> counted;
    private final Map<String, Ledger> ledgers = new ConcurrentHashMap<>();

    /** @param counted what was sent so far over the connections of this sampler alone */
    Accounts(double budget, Supplier<Spent> counted, long nanoTime) {
        this.counted = counted;
        meter = new CostMeter(nanoTime);
        pacer = new Pacer(budget, nanoTime);
    }

    /**
     * Does a part's work and counts it, also when it fails.
     *
     * @param interval that the part wants between two runs, in nanoseconds
     */
    <T> T run(String part, long interval, Supplier<T> work) {
        Ledger ledger = ledgers.computeIfAbsent(part, p -> new Ledger("sampler/" + p));
        Spent before = counted.get();
        long rows = 0;
        long start = System.nanoTime();
        try {
            T result = work.get();
            rows = result instanceof Collection<?> c ? c.size() : 1;
            return result;
        } finally {
            long end = System.nanoTime();
            Spent after = counted.get();
            // What went through a bare connection is not counted there: it was one statement at least.
            long statements = Math.max(1, after.statements() - before.statements());
            meter.ran(end, end - start, statements);
            ledger.add(statements, end - start, Math.max(rows, after.rows() - before.rows()));
            pacer.ran(part, interval, end, end - start);
        }
    }

    /** Sends the emptiest statement, so that it is known how long the way there and back takes. */
    void way(long interval, Supplier<?> empty) {
        long start = System.nanoTime();
        run("way", interval, empty);
        pacer.way(System.nanoTime() - start);
    }

    Cost cost(long nanoTime) {
        return meter.cost(nanoTime);
    }

    Pace pace() {
        return pacer.pace();
    }

    /** An interval in nanoseconds at the present pace. */
    long stretched(long nanos) {
        return pacer.stretched(nanos);
    }

    /** The dearest first. */
    List<Spent> spent() {
        return ledgers.values().stream().map(Ledger::spent).sorted(Comparator.comparing(Spent::time).reversed()).toList();
    }
}
