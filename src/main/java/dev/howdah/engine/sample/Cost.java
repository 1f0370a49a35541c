package dev.howdah.engine.sample;

/**
 * What the sampler itself did on the target within the last minute.
 *
 * @param millisPerSecond time spent waiting for answers, in milliseconds per second; an upper bound of server time
 * @param statementsPerSecond statements sent per second
 */
public record Cost(double millisPerSecond, double statementsPerSecond) {
    public static final Cost NONE = new Cost(0, 0);

    /** Both together. */
    public Cost plus(Cost other) {
        return new Cost(millisPerSecond + other.millisPerSecond, statementsPerSecond + other.statementsPerSecond);
    }
}
