package dev.howdah.engine.serve;

import dev.howdah.engine.db.Lack;
import dev.howdah.engine.sample.Probe;
import dev.howdah.engine.sample.Reading;
import dev.howdah.engine.sample.Sampler;
import dev.howdah.engine.sample.Subscription;
import dev.howdah.engine.text.Text;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The last reading of a probe, for whoever must not wait for the server. The probe runs from the first look on, and rests when
 * nobody looked for five minutes. Thread-safe.
 */
final class Kept<T> implements AutoCloseable {
    private static final Duration REST_AFTER = Duration.ofMinutes(5);
    private static final Duration FIRST_WAIT = Duration.ofMillis(500);
    private static final Duration OLD = Duration.ofSeconds(5);

    private final Sampler sampler;
    private final Probe<T> probe;
    private final Duration interval;
    private final InstantSource clock;
    private @Nullable Subscription subscription;
    private Reading.@Nullable Value<T> before;
    private Reading.@Nullable Value<T> value;
    private @Nullable String problem;
    private boolean answered;
    private boolean closed;
    private Instant asked;

    /**
     * What is known at a moment.
     *
     * @param now null when nothing was read yet
     * @param before the reading before, null when there is none
     * @param age of the newest reading; NaN when there is none
     * @param stale true when a newer reading should be there and is not
     * @param problem why there is no newer reading, in a sentence; null when there is no problem
     */
    record Look<T>(
            Reading.@Nullable Value<T> now, Reading.@Nullable Value<T> before, double age, boolean stale, @Nullable String problem) {
        @Nullable T value() {
            return now == null ? null : now.value();
        }

        @Nullable Instant at() {
            return now == null ? null : now.at();
        }

        List<Lack> lacks() {
            return now == null ? List.of() : now.lacks();
        }
    }

    /** @param interval of the probe, after three of which a reading is stale, though never under 5 s */
    Kept(Sampler sampler, Probe<T> probe, Duration interval, InstantSource clock) {
        this.sampler = sampler;
        this.probe = probe;
        this.interval = interval;
        this.clock = clock;
        this.asked = clock.instant();
    }

    /** The last reading; only the very first look waits for one, for half a second at most. */
    Look<T> look() {
        begin();
        return seen();
    }

    private void begin() {
        boolean first;
        synchronized (this) {
            asked = clock.instant();
            first = subscription == null && !closed;
            if (first) {
                subscription = () -> {};
            }
        }
        if (first) {
            Subscription own = sampler.subscribe(probe, this::keep);
            synchronized (this) {
                if (closed) {
                    own.close();
                } else {
                    subscription = own;
                }
            }
            await();
        }
    }

    private synchronized void await() {
        long deadline = System.nanoTime() + FIRST_WAIT.toNanos();
        try {
            for (long left = FIRST_WAIT.toNanos(); !answered && left > 0; left = deadline - System.nanoTime()) {
                wait(Math.max(1, left / 1_000_000));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private synchronized Look<T> seen() {
        Instant now = clock.instant();
        if (value == null) {
            return new Look<>(null, null, Double.NaN, true, problem == null ? Text.of("serve.not-read") : problem);
        }
        Duration age = Duration.between(value.at(), now);
        boolean stale = problem != null || age.compareTo(OLD.plus(interval.multipliedBy(3))) > 0;
        String why = problem == null && stale ? Text.of("serve.silent", age.toSeconds()) : problem;
        return new Look<>(value, before, Math.max(0, age.toMillis() / 1e3), stale, why);
    }

    private void keep(Reading<T> reading) {
        Subscription ending = null;
        synchronized (this) {
            answered = true;
            switch (reading) {
                case Reading.Value<T> v -> {
                    before = problem == null ? value : null;
                    value = v;
                    problem = null;
                }
                case Reading.Skipped<T> s -> problem = s.lack().remedy() == null ? s.lack().reason()
                        : s.lack().reason() + ": " + s.lack().remedy();
                case Reading.Failed<T> f -> problem = f.problem().title() + " " + f.problem().hint();
            }
            if (Duration.between(asked, clock.instant()).compareTo(REST_AFTER) > 0) {
                ending = subscription;
                subscription = null;
                answered = false;
                before = null;
            }
            notifyAll();
        }
        if (ending != null) {
            ending.close();
        }
    }

    @Override
    public void close() {
        Subscription ending;
        synchronized (this) {
            closed = true;
            ending = subscription;
            subscription = null;
        }
        if (ending != null) {
            ending.close();
        }
    }
}
