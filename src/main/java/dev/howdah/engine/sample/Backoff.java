package dev.howdah.engine.sample;

import java.time.Duration;
import java.util.random.RandomGenerator;

/** Waiting times between attempts to connect: 1 s doubling to 30 s, each off by up to a fifth so that consoles do not march in step. */
final class Backoff {
    private static final long FIRST = 1_000;
    private static final long LAST = 30_000;

    private final RandomGenerator random;
    private int failures;

    Backoff(RandomGenerator random) {
        this.random = random;
    }

    Duration next() {
        long millis = Math.min(LAST, FIRST << Math.min(failures, 5));
        failures++;
        return Duration.ofMillis((long) (millis * random.nextDouble(0.8, 1.2)));
    }

    void reset() {
        failures = 0;
    }
}
