package dev.howdah.engine.advise;

import java.time.Duration;

/**
 * What index advice may propose.
 *
 * @param budget bytes of all proposals together
 * @param maxIndexes how many proposals at most
 * @param maxWidth key columns of one index
 * @param include whether columns may be carried along to spare the visit to the table
 * @param limit how long to search; the best found by then is the answer
 */
public record AdviceOptions(long budget, int maxIndexes, int maxWidth, boolean include, Duration limit) {
    public static final AdviceOptions DEFAULT = new AdviceOptions(Long.MAX_VALUE / 4, 20, 3, true, Duration.ofSeconds(10));

    public AdviceOptions withBudget(long bytes) {
        return new AdviceOptions(bytes, maxIndexes, maxWidth, include, limit);
    }

    public AdviceOptions withMaxIndexes(int count) {
        return new AdviceOptions(budget, count, maxWidth, include, limit);
    }

    public AdviceOptions withLimit(Duration time) {
        return new AdviceOptions(budget, maxIndexes, maxWidth, include, time);
    }
}
