package dev.howdah.engine.pool;

import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * How a pool behaves, in the words of the systems that Howdah knows. Immutable.
 *
 * @param size connections that the pool keeps, 1 to 10,000
 * @param overflow connections that it may open beyond {@code size} while they are needed, 0 to 10,000
 * @param minIdle connections kept open even when nobody asks, 0 to {@code size}
 * @param recycle age at which a connection is replaced, at least 30 s; zero for never
 * @param prePing whether a connection that rested is tried before it is lent
 * @param timeout longest wait for a connection, 250 ms or more
 * @param leakThreshold time after which a connection that was not given back counts as leaked; zero looks for none, and then no
 *     stack traces are taken
 * @param echo whether every event of the pool is logged
 */
public record PoolSpec(
        int size,
        int overflow,
        int minIdle,
        Duration recycle,
        boolean prePing,
        Duration timeout,
        Duration leakThreshold,
        boolean echo) {

    static final int LARGEST = 10_000;
    static final Duration SHORTEST_RECYCLE = Duration.ofSeconds(30);
    static final Duration SHORTEST_TIMEOUT = Duration.ofMillis(250);

    private static final Duration TIMEOUT = Duration.ofSeconds(30);
    private static final Duration LEAK = Duration.ofSeconds(60);

    /** A named spec. */
    public record Preset(String name, PoolSpec spec) {}

    public PoolSpec {
        PoolSettings.check("size", size, 1, LARGEST);
        PoolSettings.check("overflow", overflow, 0, LARGEST);
        PoolSettings.check("min-idle", minIdle, 0, size);
        PoolSettings.check("recycle", recycle, SHORTEST_RECYCLE, true);
        PoolSettings.check("timeout", timeout, SHORTEST_TIMEOUT, false);
        PoolSettings.check("leak-threshold", leakThreshold, Duration.ofMillis(1), true);
    }

    /** A pool that keeps {@code size} connections open; times out after 30 s, counts leaks after 60 s. */
    public static PoolSpec of(int size, int overflow, Duration recycle, boolean prePing) {
        return new PoolSpec(size, overflow, size, recycle, prePing, TIMEOUT, LEAK, false);
    }

    /** One connection, opened when needed, for the sampler. */
    public static PoolSpec sampler() {
        return helper(1, Duration.ofSeconds(5));
    }

    /** Up to three connections, opened when needed, for what a person asks. */
    public static PoolSpec interactive() {
        return helper(3, Duration.ofSeconds(10));
    }

    /** Up to four connections, opened when needed, for jobs. */
    public static PoolSpec batch() {
        return helper(4, Duration.ofSeconds(30));
    }

    private static PoolSpec helper(int size, Duration timeout) {
        return new PoolSpec(size, 0, 0, Duration.ofMinutes(30), true, timeout, Duration.ZERO, false);
    }

    /** The pools of the five systems, as they ran. */
    public static List<Preset> presets() {
        return List.of(
                new Preset("skillsprint", of(10, 20, Duration.ofSeconds(1_800), true)),
                new Preset("jumpstart", of(20, 40, Duration.ofSeconds(3_600), true).withTimeout(Duration.ofSeconds(30))),
                new Preset("trainingmonkey", of(10, 0, Duration.ZERO, false).withMinIdle(2)),
                new Preset("learnpath", of(10, 20, Duration.ofSeconds(3_600), true)),
                new Preset("paintstudio", of(5, 10, Duration.ofSeconds(300), true).withTimeout(Duration.ofSeconds(20))),
                new Preset(
                        "paintstudio-development",
                        of(3, 5, Duration.ofSeconds(3_600), false).withTimeout(Duration.ofSeconds(30))));
    }

    /**
     * This spec with what the variables {@code DB_POOL_SIZE}, {@code DB_MAX_OVERFLOW}, {@code DB_POOL_RECYCLE} (seconds, -1 for
     * never), {@code DB_POOL_PRE_PING}, {@code DB_POOL_TIMEOUT} (seconds) and {@code DB_ECHO_POOL} say; unset or empty ones
     * change nothing.
     *
     * @throws IllegalArgumentException with a sentence that names the variable and what it may be
     */
    public PoolSpec fromEnvironment(Map<String, String> environment) {
        return PoolSettings.apply(this, environment);
    }

    /** The most connections that it ever has: size and overflow together. */
    public int max() {
        return size + overflow;
    }

    /** Another size and overflow; {@code minIdle} follows the size where it was equal to it, and never exceeds it. */
    public PoolSpec withSize(int newSize, int newOverflow) {
        int idle = minIdle == size ? newSize : Math.min(minIdle, newSize);
        return new PoolSpec(newSize, newOverflow, idle, recycle, prePing, timeout, leakThreshold, echo);
    }

    public PoolSpec withMinIdle(int other) {
        return new PoolSpec(size, overflow, other, recycle, prePing, timeout, leakThreshold, echo);
    }

    public PoolSpec withRecycle(Duration other) {
        return new PoolSpec(size, overflow, minIdle, other, prePing, timeout, leakThreshold, echo);
    }

    public PoolSpec withPrePing(boolean other) {
        return new PoolSpec(size, overflow, minIdle, recycle, other, timeout, leakThreshold, echo);
    }

    public PoolSpec withTimeout(Duration other) {
        return new PoolSpec(size, overflow, minIdle, recycle, prePing, other, leakThreshold, echo);
    }

    public PoolSpec withLeakThreshold(Duration other) {
        return new PoolSpec(size, overflow, minIdle, recycle, prePing, timeout, other, echo);
    }

    public PoolSpec withEcho(boolean other) {
        return new PoolSpec(size, overflow, minIdle, recycle, prePing, timeout, leakThreshold, other);
    }
}
