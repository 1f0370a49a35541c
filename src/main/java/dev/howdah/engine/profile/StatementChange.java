package dev.howdah.engine.profile;

/** One statement in two windows of any lengths: compare rates and means, not totals. */
public record StatementChange(StatementUse before, StatementUse after) {
    /** Change of the load in ms of execution a second: positive means that it burdens the server more now. */
    public double loadChange() {
        return after.load() - before.load();
    }

    /** How much longer one execution takes now: 2 is twice as long; NaN when it ran in one of the windows only. */
    public double meanFactor() {
        return after.meanMs() / before.meanMs();
    }

    /** How much more often it runs now: 2 is twice as often; infinite when it did not run before. */
    public double callsFactor() {
        return after.callsPerSecond() / before.callsPerSecond();
    }
}
