package dev.howdah.ui.kit;

import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;

/** Carries values to the FX thread: at most one runnable is pending, and it brings the newest value. Any thread may put. */
public final class Latest<T> {
    private final Fx fx;
    private final Consumer<? super T> receiver;
    private final AtomicReference<T> waiting = new AtomicReference<>();

    public Latest(Fx fx, Consumer<? super T> receiver) {
        this.fx = fx;
        this.receiver = receiver;
    }

    @SuppressWarnings("NullAway") // null stands for "nothing waits"
    public void put(T value) {
        if (waiting.getAndSet(value) == null) {
            fx.later(() -> receiver.accept(waiting.getAndSet(null)));
        }
    }
}
