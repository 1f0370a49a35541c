package dev.howdah.ui.kit;

import java.util.concurrent.Callable;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Runs the calls of one stream of wishes one at a time: of those that come while one runs only the last is kept. Unlike
 * {@link LatestCall} it never starves: each call that began also ends. For the FX thread.
 */
public final class OneCall {
    private final Fx fx;
    private @Nullable Work<?> running;
    private @Nullable Runnable next;

    public OneCall(Fx fx) {
        this.fx = fx;
    }

    /** @param done called for every call that ran, also when a newer one waits */
    public <T> void work(Callable<T> call, Consumer<? super T> done, Consumer<? super Throwable> failed) {
        Runnable start = () -> start(call, done, failed);
        if (running == null) {
            start.run();
        } else {
            next = start;
        }
    }

    private <T> void start(Callable<T> call, Consumer<? super T> done, Consumer<? super Throwable> failed) {
        Work<T> work = fx.work(call);
        running = work;
        work.done(done).failed(failed).ended(() -> ended(work));
    }

    private void ended(Work<?> work) {
        if (running != work) {
            return;
        }
        running = null;
        Runnable waiting = next;
        next = null;
        if (waiting != null) {
            waiting.run();
        }
    }

    /** Stops what runs and forgets what waits. */
    public void cancel() {
        next = null;
        Work<?> now = running;
        running = null;
        if (now != null) {
            now.cancel();
        }
    }
}
