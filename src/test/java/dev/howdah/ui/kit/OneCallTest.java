package dev.howdah.ui.kit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import javafx.util.Subscription;
import org.junit.jupiter.api.Test;

class OneCallTest {
    /** Runs a call when it is told to. */
    private static final class Slow implements Fx {
        private final Deque<Runnable> waiting = new ArrayDeque<>();
        private int cancelled;

        @Override
        public <T> Work<T> work(Callable<T> call) {
            Work<T> work = new Work<>(t -> {}, () -> cancelled++);
            waiting.add(() -> {
                try {
                    work.finish(call.call());
                } catch (Exception e) {
                    work.fail(e);
                }
            });
            return work;
        }

        void answer() {
            waiting.poll().run();
        }

        @Override
        public void later(Runnable action) {
            action.run();
        }

        @Override
        public Subscription after(Duration delay, Runnable action) {
            return Subscription.EMPTY;
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
        public void unhandled(Consumer<? super Throwable> handler) {}
    }

    private final Slow fx = new Slow();
    private final OneCall calls = new OneCall(fx);
    private final List<Integer> asked = new ArrayList<>();
    private final List<Object> answers = new ArrayList<>();

    private void ask(int n) {
        calls.work(() -> {
            asked.add(n);
            return n;
        }, answers::add, answers::add);
    }

    @Test
    void ofManyWishesTheFirstAndTheLastAreMet() {
        for (int i = 1; i <= 9; i++) {
            ask(i);
        }
        fx.answer();
        fx.answer();
        assertThat(asked).containsExactly(1, 9);
        assertThat(answers).containsExactly(1, 9);
        assertThat(fx.waiting).isEmpty();
        assertThat(fx.cancelled).as("nothing that began is broken off").isZero();
    }

    @Test
    void aFailureLetsTheNextOneRun() {
        calls.work(() -> {
            throw new IllegalStateException("away");
        }, answers::add, t -> answers.add("failed"));
        ask(2);
        fx.answer();
        fx.answer();
        assertThat(answers).containsExactly("failed", 2);
    }

    @Test
    void whatIsCancelledIsNeitherAnsweredNorFollowed() {
        ask(1);
        ask(2);
        calls.cancel();
        fx.answer();
        assertThat(answers).isEmpty();
        ask(3);
        fx.answer();
        assertThat(answers).containsExactly(3);
    }
}
