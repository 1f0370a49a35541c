package dev.howdah.engine.db;

import java.time.Duration;
import java.util.concurrent.atomic.LongAdder;

/** Adds up what one part of Howdah does on a target. Thread-safe. */
public final class Ledger {
    private final String part;
    private final LongAdder statements = new LongAdder();
    private final LongAdder nanos = new LongAdder();
    private final LongAdder rows = new LongAdder();

    public Ledger(String part) {
        this.part = part;
    }

    /** One statement more. */
    public void ran(long nanoseconds) {
        statements.increment();
        nanos.add(nanoseconds);
    }

    /** Several statements more, with their time and rows. */
    public void add(long moreStatements, long nanoseconds, long moreRows) {
        statements.add(moreStatements);
        nanos.add(nanoseconds);
        rows.add(moreRows);
    }

    /** Rows more. */
    public void rows(long more) {
        rows.add(more);
    }

    public Spent spent() {
        return new Spent(part, statements.sum(), Duration.ofNanos(nanos.sum()), rows.sum());
    }
}
