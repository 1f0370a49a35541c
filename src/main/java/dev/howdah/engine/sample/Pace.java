package dev.howdah.engine.sample;

/**
 * How sampling keeps its budget. Immutable.
 *
 * @param factor by which all intervals are longer than the probes say, 1 to {@link Pacer#SLOWEST}
 * @param millisPerSecond what it takes the server now, at this pace: the fastest time of each probe less the way there and back; NaN in its first
 *     minute, when that is not known yet
 * @param budget milliseconds a second that it may take
 */
public record Pace(double factor, double millisPerSecond, double budget) {
    /** Two that run beside each other: the slower of them tells how much everything is slowed down. */
    public Pace beside(Pace other) {
        return new Pace(Math.max(factor, other.factor), millisPerSecond + other.millisPerSecond, budget + other.budget);
    }

    /** True when it is as slow as it gets and still takes more than it may. */
    public boolean over() {
        return factor >= Pacer.SLOWEST && millisPerSecond > budget;
    }

    /** True while it is slowed down. */
    public boolean slowed() {
        return factor > 1;
    }
}
