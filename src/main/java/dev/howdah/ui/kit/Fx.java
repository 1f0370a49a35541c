package dev.howdah.ui.kit;

import dev.howdah.engine.db.Cancellation;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import javafx.application.Platform;
import javafx.util.Subscription;
import org.slf4j.LoggerFactory;

/** The one door between the FX thread and all others. Call it on the FX thread; it answers there. */
public interface Fx {
    /** Runs the call on a virtual thread; the handle delivers its end on the FX thread. */
    <T> Work<T> work(Callable<T> call);

    /** Runs on the FX thread, soon. Any thread may ask. */
    void later(Runnable action);

    /** Runs on the FX thread after the delay, unless the subscription is ended before. */
    Subscription after(Duration delay, Runnable action);

    /** Runs on the one thread that writes chart data, in the order of asking. Any thread may ask. */
    void writer(Runnable action);

    /** Runs on the FX thread, at most one such action in a frame: for redraws that would delay a frame together. */
    void paced(Runnable redraw);

    /** Receives failures of work that has no handler of its own. */
    void unhandled(Consumer<? super Throwable> handler);

    /** Calls of one action, of which only the newest counts. */
    default LatestCall latest() {
        return new LatestCall(this);
    }

    /** The door of a running window. */
    static Fx live() {
        return new Live();
    }

    /** Everything on the caller's thread and at once, for tests without a toolkit; delays wait for {@link Direct#elapse}. */
    static Direct direct() {
        return new Direct();
    }

    /** See {@link Fx#live}. */
    final class Live implements Fx {
        private final ExecutorService writer =
                Executors.newSingleThreadExecutor(Thread.ofPlatform().name("chart-writer").daemon(true).factory());
        private final Pacer pacer = new Pacer();
        private Consumer<? super Throwable> unhandled = t -> LoggerFactory.getLogger(Fx.class).error("work failed", t);

        private Live() {}

        @Override
        public <T> Work<T> work(Callable<T> call) {
            Cancellation cancellation = new Cancellation();
            Work<T> work = new Work<>(t -> unhandled.accept(t), () -> Thread.ofVirtual().start(cancellation::cancel));
            Thread.ofVirtual().name("work").start(() -> {
                try {
                    T value = Cancellation.call(cancellation, call);
                    Platform.runLater(() -> work.finish(value));
                } catch (Throwable t) {
                    Platform.runLater(() -> work.fail(t));
                }
            });
            return work;
        }

        @Override
        public void later(Runnable action) {
            Platform.runLater(action);
        }

        @Override
        public Subscription after(Duration delay, Runnable action) {
            boolean[] ended = new boolean[1];
            Thread.ofVirtual().name("delay").start(() -> {
                try {
                    Thread.sleep(delay);
                } catch (InterruptedException e) {
                    return;
                }
                Platform.runLater(() -> {
                    if (!ended[0]) {
                        action.run();
                    }
                });
            });
            return () -> ended[0] = true;
        }

        @Override
        public void writer(Runnable action) {
            writer.execute(action);
        }

        @Override
        public void paced(Runnable redraw) {
            Platform.runLater(() -> pacer.add(redraw));
        }

        @Override
        public void unhandled(Consumer<? super Throwable> handler) {
            unhandled = handler;
        }
    }

    /** See {@link Fx#direct}. */
    final class Direct implements Fx {
        private final List<Runnable> delayed = new ArrayList<>();
        private Consumer<? super Throwable> unhandled = t -> {};

        private Direct() {}

        @Override
        public <T> Work<T> work(Callable<T> call) {
            Cancellation cancellation = new Cancellation();
            Work<T> work = new Work<>(t -> unhandled.accept(t), cancellation::cancel);
            try {
                work.finish(Cancellation.call(cancellation, call));
            } catch (Throwable t) {
                work.fail(t);
            }
            return work;
        }

        @Override
        public void later(Runnable action) {
            action.run();
        }

        @Override
        public Subscription after(Duration delay, Runnable action) {
            delayed.add(action);
            return () -> delayed.remove(action);
        }

        @Override
        public void writer(Runnable action) {
            action.run();
        }

        @Override
        public void paced(Runnable redraw) {
            redraw.run();
        }

        @Override
        public void unhandled(Consumer<? super Throwable> handler) {
            unhandled = handler;
        }

        /** Lets all waiting delays end now; those that they start wait for the next call. */
        public void elapse() {
            List<Runnable> due = List.copyOf(delayed);
            delayed.clear();
            due.forEach(Runnable::run);
        }
    }
}
