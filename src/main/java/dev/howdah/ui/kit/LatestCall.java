package dev.howdah.ui.kit;

import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/** Runs the calls of one action: a newer call cancels the one before, whose late answer is dropped. For the FX thread only. */
public final class LatestCall {
    private final Fx fx;
    private @Nullable Work<?> newest;

    LatestCall(Fx fx) {
        this.fx = fx;
    }

    public <T> Work<T> work(Callable<T> call) {
        cancel();
        Work<T> work = fx.work(call);
        newest = work;
        return work;
    }

    public void cancel() {
        if (newest != null) {
            newest.cancel();
        }
    }
}
