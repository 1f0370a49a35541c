package dev.howdah.engine.sample;

import java.time.Duration;

/**
 * How often a sampler may ask.
 *
 * @param shortest time between two runs of any probe; zero for what the probes say
 * @param budget milliseconds of the server's time a second; when sampling takes more all intervals grow, see {@link Pace}
 */
public record Rhythm(Duration shortest, double budget) {
    /** Half a per cent of a core. */
    public static final double HALF_PERCENT = 5;

    private static final double CHECKS = 2;

    /** As the probes say, whatever it costs: for a single look, and for tests. */
    public static Rhythm free() {
        return new Rhythm(Duration.ZERO, Double.POSITIVE_INFINITY);
    }

    /** As the probes say, within the part of half a per cent that {@link #checking} leaves. */
    public static Rhythm watching() {
        return new Rhythm(Duration.ZERO, HALF_PERCENT - CHECKS);
    }

    /** As the checks say, within their part of half a per cent. */
    public static Rhythm checking() {
        return new Rhythm(Duration.ZERO, CHECKS);
    }
}
