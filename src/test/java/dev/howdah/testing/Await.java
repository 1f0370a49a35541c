package dev.howdah.testing;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Waits for something to become true, and fails loudly when it does not. */
public final class Await {
    /** Asking costs a login often: whoever waits long asks less often. */
    private static final long SHORTEST = 10_000_000;
    private static final long LONGEST = 60_000_000;

    private Await() {}

    public static void until(String what, BooleanSupplier condition) {
        until(what, Duration.ofMinutes(3), condition);
    }

    public static void until(String what, Duration limit, BooleanSupplier condition) {
        long deadline = System.nanoTime() + limit.toNanos();
        long rest = SHORTEST;
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError("did not happen within " + limit + ": " + what);
            }
            LockSupport.parkNanos(rest);
            rest = Math.min(LONGEST, rest * 3 / 2);
        }
    }
}
