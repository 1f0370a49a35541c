package dev.howdah.engine.systems;

/**
 * An improvement that was promised, and how it is measured.
 *
 * @param measure what is measured, as a key of {@code systems.properties} without {@code claim.}
 * @param unit of the two measured figures
 * @param claimed the promised factor: how many times better the optimised way is; for a {@link Unit#SHARE} or {@link Unit#CEILING} the promised figure
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
        /** Users at once that are served well; more is better. */
        USERS,
        /** From 0 to 1; only the optimised way has one; more is better. */
        SHARE,
        /** From 0 to 1; only the optimised way has one; it is to be as claimed or less. */
        CEILING;

        /** Whether only the optimised way has a figure, and that is compared itself. */
        public boolean isAlone() {
            return this == SHARE || this == CEILING;
        }
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
