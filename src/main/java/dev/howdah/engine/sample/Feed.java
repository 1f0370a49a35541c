package dev.howdah.engine.sample;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One probe with its subscribers. Consumers come and go under the sampler's lock, readings go out in order under its own. */
final class Feed<T> {
    private static final Logger LOG = LoggerFactory.getLogger(Sampler.class);
    private static final Duration LONGEST_REST = Duration.ofSeconds(10);
    private static final Duration SHORTEST = Duration.ofMillis(100);

    final Probe<T> probe;
    final List<Consumer<Reading<T>>> consumers = new CopyOnWriteArrayList<>();
    volatile long due = System.nanoTime();
    volatile long askedAt = due;
    private @Nullable Reading<T> last;

    Feed(Probe<T> probe) {
        this.probe = probe;
    }

    synchronized void tellLast(Consumer<Reading<T>> consumer) {
        if (last != null) {
            tell(consumer, last);
        }
    }

    /** As soon as possible, also when a run that began before is still going on. */
    void ask() {
        askedAt = System.nanoTime();
        due = askedAt;
    }

    void schedule(long start, Duration interval) {
        due = start + interval.toNanos();
    }

    /** A probe that takes long, or fails before its interval is known, rests at least as long as it took. */
    void rest(long start, long end) {
        due = Math.max(due, end + Math.min(end - start, LONGEST_REST.toNanos()));
        if (due - start < SHORTEST.toNanos()) {
            due = start + SHORTEST.toNanos();
        }
        if (askedAt - start > 0) {
            due = askedAt;
        }
    }

    synchronized <R> void publish(Reading<R> reading) {
        @SuppressWarnings("unchecked") // a failure carries no value, and values come from this feed's own probe
        Reading<T> mine = (Reading<T>) reading;
        last = mine;
        for (Consumer<Reading<T>> c : consumers) {
            if (consumers.contains(c)) {
                tell(c, mine);
            }
        }
    }

    static <T> void tell(Consumer<T> consumer, T value) {
        try {
            consumer.accept(value);
        } catch (RuntimeException | Error e) {
            LOG.error("a subscriber failed", e);
        }
    }
}
