package dev.howdah.ui.kit;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** One running call. Its end is told once: done, failed, or (after {@link #cancel}) neither. For the FX thread only. */
public final class Work<T> {
    private enum State {
        RUNNING,
        DONE,
        FAILED,
        CANCELLED
    }

    private final Consumer<Throwable> unhandled;
    private final Runnable stop;
    private final List<Consumer<? super T>> done = new ArrayList<>();
    private final List<Consumer<? super Throwable>> failed = new ArrayList<>();
    private final List<Consumer<? super T>> late = new ArrayList<>();
    private final List<Runnable> ended = new ArrayList<>();
    private State state = State.RUNNING;
    private @Nullable T value;
    private @Nullable Throwable failure;

    Work(Consumer<Throwable> unhandled, Runnable stop) {
        this.unhandled = unhandled;
        this.stop = stop;
    }

    /** Called with the result. */
    @SuppressWarnings("NullAway") // a value may be null when the caller's T allows it
    public Work<T> done(Consumer<? super T> handler) {
        if (state == State.RUNNING) {
            done.add(handler);
        } else if (state == State.DONE) {
            handler.accept(value);
        }
        return this;
    }

    /** Called with what went wrong. Without such a handler the failure goes to {@link Fx#unhandled}. */
    public Work<T> failed(Consumer<? super Throwable> handler) {
        if (state == State.RUNNING) {
            failed.add(handler);
        } else if (failure != null && state == State.FAILED) {
            handler.accept(failure);
        }
        return this;
    }

    /** Called with a result that came after {@link #cancel} all the same, and that somebody must close. */
    public Work<T> late(Consumer<? super T> handler) {
        late.add(handler);
        return this;
    }

    /** Called at the end, however it ended. The place to switch "busy" off. */
    public Work<T> ended(Runnable handler) {
        if (state == State.RUNNING) {
            ended.add(handler);
        } else {
            handler.run();
        }
        return this;
    }

    public boolean running() {
        return state == State.RUNNING;
    }

    /** Stops the statement on the server and forgets the result. */
    public void cancel() {
        if (state == State.RUNNING) {
            state = State.CANCELLED;
            stop.run();
            ended.forEach(Runnable::run);
        }
    }

    void finish(T result) {
        if (state == State.RUNNING) {
            state = State.DONE;
            value = result;
            done.forEach(h -> h.accept(result));
            ended.forEach(Runnable::run);
        } else if (state == State.CANCELLED) {
            late.forEach(h -> h.accept(result));
        }
    }

    void fail(Throwable reason) {
        if (state == State.RUNNING) {
            state = State.FAILED;
            failure = reason;
            if (failed.isEmpty()) {
                unhandled.accept(reason);
            }
            failed.forEach(h -> h.accept(reason));
            ended.forEach(Runnable::run);
        }
    }
}
