package dev.howdah.ui.kit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.howdah.testing.Await;
import dev.howdah.testing.FxWindow;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import javafx.application.Platform;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;

@ResourceLock("javafx")
class FxTest {
    private final Fx fx = Fx.live();

    @BeforeAll
    static void toolkit() {
        FxWindow.start();
    }

    @Test
    void worksElsewhereAndAnswersOnTheFxThread() {
        List<String> seen = java.util.Collections.synchronizedList(new ArrayList<>());
        FxWindow.run(() -> fx.work(() -> "worked fx=" + Platform.isFxApplicationThread())
                .done(v -> seen.add(v + " done fx=" + Platform.isFxApplicationThread()))
                .ended(() -> seen.add("ended")));
        Await.until("the end", () -> seen.size() == 2);
        assertThat(seen).containsExactly("worked fx=false done fx=true", "ended");
    }

    @Test
    void dropsTheLateAnswerOfAnOlderCall() {
        List<String> seen = java.util.Collections.synchronizedList(new ArrayList<>());
        CountDownLatch slow = new CountDownLatch(1);
        LatestCall calls = fx.latest();
        FxWindow.run(() -> calls.work(() -> {
            slow.await();
            return "old";
        }).done(seen::add));
        FxWindow.run(() -> calls.work(() -> "new").done(seen::add));
        Await.until("the newer answer", () -> !seen.isEmpty());
        slow.countDown();
        FxWindow.run(() -> calls.work(() -> "newest").done(seen::add));
        Await.until("the newest answer", () -> seen.size() >= 2);
        assertThat(seen).containsExactly("new", "newest");
    }

    @Test
    void tellsAFailureToItsHandlerAndElseToTheDefaultOne() {
        List<String> seen = java.util.Collections.synchronizedList(new ArrayList<>());
        fx.unhandled(t -> seen.add("default " + t.getMessage()));
        FxWindow.run(() -> {
            fx.work(() -> {
                throw new IllegalStateException("a");
            }).failed(t -> seen.add("own " + t.getMessage()));
            fx.work(() -> {
                throw new IllegalStateException("b");
            });
        });
        Await.until("both failures", () -> seen.size() == 2);
        assertThat(seen).containsExactlyInAnyOrder("own a", "default b");
    }

    @Test
    void bringsTheNewestValueWithOneRunnable() {
        List<Integer> seen = java.util.Collections.synchronizedList(new ArrayList<>());
        Latest<Integer> latest = new Latest<>(fx, seen::add);
        FxWindow.run(() -> {
            for (int i = 1; i <= 1000; i++) {
                latest.put(i);
            }
        });
        Await.until("a value", () -> !seen.isEmpty());
        FxWindow.run(() -> {});
        assertThat(seen).containsExactly(1000);
    }

    @Test
    void ticksWithoutOverlapUntilItIsEnded() {
        AtomicInteger running = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        AtomicInteger ticks = new AtomicInteger();
        Ticker<Integer> ticker = new Ticker<>(fx, Duration.ofMillis(1), () -> {
            most.accumulateAndGet(running.incrementAndGet(), Math::max);
            Thread.yield();
            running.decrementAndGet();
            return 1;
        }, n -> ticks.incrementAndGet(), t -> {});
        FxWindow.run(ticker::start);
        Await.until("some ticks", () -> ticks.get() > 10);
        FxWindow.run(ticker::unsubscribe);
        int then = ticks.get();
        FxWindow.run(() -> {});
        assertThat(ticks.get()).isEqualTo(then);
        assertThat(most.get()).isEqualTo(1);
    }

    @Test
    void letsOneRedrawThroughAFrame() {
        List<Long> frames = java.util.Collections.synchronizedList(new ArrayList<>());
        AtomicInteger frame = new AtomicInteger();
        javafx.animation.AnimationTimer counter = new javafx.animation.AnimationTimer() {
            @Override
            public void handle(long now) {
                frame.incrementAndGet();
            }
        };
        FxWindow.run(() -> {
            counter.start();
            for (int i = 0; i < 5; i++) {
                fx.paced(() -> frames.add((long) frame.get()));
            }
        });
        Await.until("all redraws", () -> frames.size() == 5);
        FxWindow.run(counter::stop);
        assertThat(frames).doesNotHaveDuplicates();
    }
}
