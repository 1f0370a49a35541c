package dev.howdah.engine.apply;

import java.time.Duration;

/**
 * How long to measure before and again after.
 *
 * @param time of each of the two windows
 * @param slices into which each is cut, at least 3: their scatter is the noise
 */
public record Measuring(Duration time, int slices) {
    public static final Measuring USUAL = of(Duration.ofSeconds(60));

    public Measuring {
        if (slices < 3 || time.toMillis() < slices * 100L) {
            throw new IllegalArgumentException("too short to measure: " + time);
        }
    }

    public static Measuring of(Duration time) {
        return new Measuring(time, 10);
    }

    Duration slice() {
        return time.dividedBy(slices);
    }
}
