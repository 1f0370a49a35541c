package dev.howdah.engine.db;

import io.github.resilience4j.core.IntervalFunction;
import io.github.resilience4j.retry.RetryConfig;
import java.time.Duration;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Tries again what failed for a passing reason (see {@link DbProblem#retryHelps()}), waiting twice as long each time. Only for work
 * that may run more than once. Immutable and thread-safe.
 *
 * @param times how often after the first attempt, 0 or more
 * @param first the first wait; the second is twice as long, and so on
 */
public record Retry(int times, Duration first) {
    public Retry {
        if (times < 0 || first.isNegative() || first.isZero()) {
            throw new IllegalArgumentException("times " + times + ", first " + first);
        }
    }

    /** Three times, after 2, 4 and 8 seconds. */
    public static Retry usual() {
        return new Retry(3, Duration.ofSeconds(2));
    }

    /**
     * The work's result.
     *
     * @param failed hears each failure that is followed by another attempt
     * @throws DbException the last failure, or the first that a retry does not help
     */
    public <T> T call(Supplier<T> work, Consumer<DbProblem> failed) {
        RetryConfig config = RetryConfig.custom()
                .maxAttempts(times + 1)
                .intervalFunction(IntervalFunction.ofExponentialBackoff(first, 2))
                .retryOnException(e -> e instanceof DbException d && d.problem().retryHelps())
                .build();
        var retry = io.github.resilience4j.retry.Retry.of("db", config);
        retry.getEventPublisher().onRetry(event -> {
            if (event.getLastThrowable() instanceof DbException e) {
                failed.accept(e.problem());
            }
        });
        return retry.executeSupplier(work);
    }
}
