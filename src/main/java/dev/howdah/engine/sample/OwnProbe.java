package dev.howdah.engine.sample;

import dev.howdah.engine.db.Db;
import dev.howdah.engine.db.Lack;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A probe that is not one query file: it has a name and an interval of its own, and needs what those need that it reads with.
 *
 * @param <T> what a run brings
 */
public abstract class OwnProbe<T> implements Probe<T> {
    private final String name;
    private final Duration interval;
    private final List<Probe<?>> needs;

    /** @param needs it is missing where one of them is, and sees no more than they do */
    protected OwnProbe(String name, Duration interval, Probe<?>... needs) {
        this.name = name;
        this.interval = interval;
        this.needs = List.of(needs);
    }

    @Override
    public final String name() {
        return name;
    }

    @Override
    public final Duration interval(Db db) {
        return interval;
    }

    @Override
    public @Nullable Lack missing(Db db) {
        return needs.stream().map(p -> p.missing(db)).filter(Objects::nonNull).findFirst().orElse(null);
    }

    @Override
    public final List<Lack> partial(Db db) {
        return needs.stream().flatMap(p -> p.partial(db).stream()).distinct().toList();
    }
}
