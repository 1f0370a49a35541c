package dev.howdah.engine.sample;

import java.time.Duration;

/**
 * How far apart the readings of a probe lie while sampling is slowed down now and then: what lies between two of them was not left
 * out, and a line over time must not break there. Not thread-safe: for the sampler's thread.
 */
public final class Stride {
    /** A busy machine delays a reading by so much although nothing is slowed down. */
    private static final Duration LEAST = Duration.ofSeconds(4);

    private final Duration interval;
    private double before = 1;

    /** @param interval of the probe at full pace */
    public Stride(Duration interval) {
        this.interval = interval;
    }

    /**
     * The interval by which the reading that just came stands behind the one before it, for {@link Series#add(java.time.Instant, double, Duration)};
     * it was due at the slower of the present pace and the last.
     */
    public Duration next(Pace pace) {
        double factor = Math.max(before, pace.factor());
        before = pace.factor();
        Duration paced = Duration.ofSeconds((long) Math.ceil(interval.toMillis() * factor / 1_000));
        return paced.compareTo(LEAST) > 0 ? paced : LEAST;
    }
}
