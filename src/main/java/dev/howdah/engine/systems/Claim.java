package dev.howdah.engine.systems;

/**
 * An improvement that was promised, and how it is measured.
 *
 * @param measure what is measured, as a key of {@code systems.properties} without {@code claim.}
 * @param unit of the two measured figures
 * @param claimed the promised factor: how many times better the optimised way is; for a {@link Unit#SHARE} the promised share
 */
public record Claim(String measure, Unit unit, double claimed, Gauge gauge) {
    /** Of the measured figures. */
    public enum Unit {
        /** Milliseconds; less is better. */
        MILLISECONDS,
        /** Statements for the same work; less is better. */
        STATEMENTS,
        /** Per second; more is better. */
        RATE,
        /** From 0 to 1; only the optimised way has one; more is better. */
        SHARE
    }

    /** Measures one way. */
    @FunctionalInterface
    public interface Gauge {
        /** The figure in the claim's unit. */
        double read(Way way, Bench bench);
    }

    /** Mean time of one kind of request, in milliseconds. */
    public static Claim latency(String measure, double factor, Operation operation) {
        return new Claim(measure, Unit.MILLISECONDS, factor, (way, bench) -> bench.meanMillis(operation, way));
    }
}
