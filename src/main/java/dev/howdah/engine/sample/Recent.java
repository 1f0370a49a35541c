package dev.howdah.engine.sample;

import java.time.Duration;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One answer for many readers at once: those that come within a quarter of a second get the same, and while one of them makes it the
 * others wait for it. For figures that cost something to add up. Thread-safe.
 */
public final class Recent<T> implements Supplier<T> {
    private static final Duration GOOD_FOR = Duration.ofMillis(250);

    private final Supplier<T> source;
    private @Nullable T last;
    private long at;

    public Recent(Supplier<T> source) {
        this.source = source;
    }

    /** A quarter of a second old at most. */
    @Override
    public synchronized T get() {
        long now = System.nanoTime();
        T known = last;
        if (known == null || now - at > GOOD_FOR.toNanos()) {
            known = source.get();
            last = known;
            at = now;
        }
        return known;
    }
}
