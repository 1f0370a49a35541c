package dev.howdah.engine.systems;

/**
 * One kind of request, in both ways.
 *
 * @param name as people would call it: {@code list paints}
 * @param weight how often it comes, in relation to the others; at least 1
 */
public record Operation(String name, int weight, Work baseline, Work optimised) {
    /** What a request does. */
    @FunctionalInterface
    public interface Work {
        void run(Session session);
    }

    public Operation {
        if (weight < 1) {
            throw new IllegalArgumentException("weight " + weight);
        }
    }

    /** The same statements in both ways: indexes, pool and cache make the difference. */
    public static Operation same(String name, int weight, Work work) {
        return new Operation(name, weight, work, work);
    }

    public Work work(Way way) {
        return way == Way.BASELINE ? baseline : optimised;
    }
}
