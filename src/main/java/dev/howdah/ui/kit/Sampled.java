package dev.howdah.ui.kit;

import dev.howdah.engine.db.Lack;
import dev.howdah.engine.sample.Reading;
import dev.howdah.engine.sample.Subscription;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import org.jspecify.annotations.Nullable;

/**
 * The newest reading of a probe as a model holds it. A failure keeps the last value and marks it stale; a skip has no value.
 *
 * <p>In a controller: {@code held.add(model.sessions.follow(fx, c -> sampler.subscribe(PROBE, c)))}.
 */
public final class Sampled<T> {
    private final ReadOnlyObjectWrapper<@Nullable T> value = new ReadOnlyObjectWrapper<>();
    private final ReadOnlyObjectWrapper<@Nullable Instant> at = new ReadOnlyObjectWrapper<>();
    private final ReadOnlyObjectWrapper<@Nullable Instant> read = new ReadOnlyObjectWrapper<>();
    private final ReadOnlyObjectWrapper<@Nullable Instant> staleSince = new ReadOnlyObjectWrapper<>();
    private final ReadOnlyObjectWrapper<@Nullable Problem> problem = new ReadOnlyObjectWrapper<>();
    private final ReadOnlyObjectWrapper<List<Lack>> lacks = new ReadOnlyObjectWrapper<>(List.of());

    /** Subscribes; readings arrive on the FX thread, of several waiting ones only the newest. */
    public Subscription follow(Fx fx, Function<Consumer<Reading<T>>, Subscription> source) {
        return source.apply(new Latest<Reading<T>>(fx, this::accept)::put);
    }

    /** Takes a reading in. On the FX thread. */
    public void accept(Reading<T> reading) {
        switch (reading) {
            case Reading.Value<T> v -> {
                problem.set(null);
                staleSince.set(null);
                lacks.set(v.lacks());
                at.set(v.at());
                value.set(v.value());
                read.set(v.at());
            }
            case Reading.Skipped<T> s -> {
                problem.set(null);
                staleSince.set(null);
                lacks.set(List.of(s.lack()));
                value.set(null);
            }
            case Reading.Failed<T> f -> {
                problem.set(Problem.of(f.problem()));
                if (value.get() != null && staleSince.get() == null) {
                    staleSince.set(at.get());
                }
            }
        }
    }

    /** Null until the first value came, and while the probe is skipped. */
    public ReadOnlyObjectProperty<@Nullable T> value() {
        return value.getReadOnlyProperty();
    }

    /** The same as {@link #at()}, told after the value: for whoever needs each reading, also one that equals the one before. */
    public ReadOnlyObjectProperty<@Nullable Instant> read() {
        return read.getReadOnlyProperty();
    }

    /** When the value was read, told before the value. */
    public ReadOnlyObjectProperty<@Nullable Instant> at() {
        return at.getReadOnlyProperty();
    }

    /** When the last good value was read, while newer ones fail; null while all is well. */
    public ReadOnlyObjectProperty<@Nullable Instant> staleSince() {
        return staleSince.getReadOnlyProperty();
    }

    public ReadOnlyObjectProperty<@Nullable Problem> problem() {
        return problem.getReadOnlyProperty();
    }

    /** What is missing so that the value would be whole. */
    public ReadOnlyObjectProperty<List<Lack>> lacks() {
        return lacks.getReadOnlyProperty();
    }
}
