package dev.howdah.ui.kit;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import javafx.util.Subscription;
import org.jspecify.annotations.Nullable;

/** Repeats a call with a fixed pause between one's end and the next one's start, so that calls never overlap. */
public final class Ticker<T> implements Subscription {
    private final Fx fx;
    private final Duration pause;
    private final Callable<T> call;
    private final Consumer<? super T> done;
    private final Consumer<? super Throwable> failed;
    private @Nullable Work<T> running;
    private @Nullable Subscription waiting;
    private boolean started;

    /** It does nothing until {@link #start}; add it to the screen's subscriptions so that it stops when the tab is hidden. */
    public Ticker(Fx fx, Duration pause, Callable<T> call, Consumer<? super T> done, Consumer<? super Throwable> failed) {
        this.fx = fx;
        this.pause = pause;
        this.call = call;
        this.done = done;
        this.failed = failed;
    }

    /** Calls now and then after each pause. */
    public Ticker<T> start() {
        if (!started) {
            started = true;
            tick();
        }
        return this;
    }

    @Override
    public void unsubscribe() {
        started = false;
        if (running != null) {
            running.cancel();
        }
        if (waiting != null) {
            waiting.unsubscribe();
        }
    }

    private void tick() {
        waiting = null;
        running = fx.work(call).done(done).failed(failed).ended(this::pause);
    }

    private void pause() {
        if (started) {
            waiting = fx.after(pause, this::tick);
        }
    }
}
