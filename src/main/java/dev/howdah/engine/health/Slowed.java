package dev.howdah.engine.health;

import java.time.Duration;

/**
 * A check that runs less often than it wants to, so that all together keep their budget.
 *
 * @param millis of the server's time that one run takes
 * @param interval after which it runs now
 */
public record Slowed(Check check, double millis, Duration interval) {}
