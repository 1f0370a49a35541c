package dev.howdah.engine.sample;

import java.util.function.Consumer;

/** Where readings come from: a target's sampler, or what was recorded of it. Thread-safe. */
public interface Source {
    /** Readings of a probe from now on, the last known one at once if there is one. Consumers must return at once. */
    <T> Subscription subscribe(Probe<T> probe, Consumer<Reading<T>> consumer);

    /** Changes of whether the target answers, the present state at once. */
    Subscription onLink(Consumer<Link> listener);

    /** Asks anew, now. */
    void refresh();
}
