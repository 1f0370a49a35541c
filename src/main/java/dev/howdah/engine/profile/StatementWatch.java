package dev.howdah.engine.profile;

import dev.howdah.engine.activity.ActiveProcess;
import dev.howdah.engine.sample.Sampler;
import dev.howdah.engine.sample.Stride;
import dev.howdah.engine.sample.Subscription;
import java.time.Duration;
import java.util.List;

/**
 * Keeps what a target's statements did and what its processes waited for, from the moment it is opened: one statement every 10 s
 * and a narrow one every second. Thread-safe.
 */
public final class StatementWatch implements Watched, AutoCloseable {
    private final StatementHistory history = new StatementHistory();
    private final WaitProfile waits = new WaitProfile();
    private final Stride stride = new Stride(Duration.ofSeconds(1));
    private final Repeats repeats = new Repeats();
    private final List<Subscription> open;

    public StatementWatch(Sampler sampler) {
        open = List.of(sampler.subscribe(Statements.PROBE, history), sampler.subscribe(ActiveProcess.PROBE, r -> waits.accept(r, stride.next(sampler.pace()))));
    }

    @Override
    public StatementHistory history() {
        return history;
    }

    @Override
    public WaitProfile waits() {
        return waits;
    }

    /** Fed by whoever reads sessions anyway. */
    @Override
    public Repeats repeats() {
        return repeats;
    }

    @Override
    public void close() {
        open.forEach(Subscription::close);
    }
}
