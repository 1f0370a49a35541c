package dev.howdah.engine.profile;

import java.util.function.ToDoubleFunction;

/** What the list of statements can be ordered by, the greatest first. */
public enum Rank {
    TOTAL(StatementUse::totalMs),
    MEAN(StatementUse::meanMs),
    P95(StatementUse::p95EstimateMs),
    CALLS(StatementUse::calls),
    ROWS(u -> u.get(Measure.ROWS)),
    IO(StatementUse::ioBlocks),
    IO_TIME(StatementUse::ioMs),
    DIRTIED(u -> u.get(Measure.SHARED_DIRTIED)),
    WAL(u -> u.get(Measure.WAL_BYTES)),
    TEMP(StatementUse::tempBlocks),
    PLANNING(u -> u.get(Measure.PLAN_MS)),
    JIT(u -> u.get(Measure.JIT_MS));

    private final ToDoubleFunction<StatementUse> value;

    Rank(ToDoubleFunction<StatementUse> value) {
        this.value = value;
    }

    /** The figure to order by; NaN when it is not collected. */
    public double of(StatementUse use) {
        return value.applyAsDouble(use);
    }
}
