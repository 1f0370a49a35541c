package dev.howdah.ui.kit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class WorkTest {
    private final List<String> seen = new ArrayList<>();

    @Test
    void tellsNothingAfterItWasCancelled() {
        Work<String> work = new Work<>(t -> seen.add("unhandled"), () -> seen.add("stopped"));
        work.done(seen::add).failed(t -> seen.add("failed")).ended(() -> seen.add("ended"));
        work.cancel();
        work.cancel();
        work.finish("late");
        work.fail(new IllegalStateException());
        assertThat(seen).containsExactly("stopped", "ended");
        assertThat(work.running()).isFalse();
    }

    @Test
    void handsOverWhatComesAfterItWasCancelledToBeClosed() {
        Work<String> work = new Work<>(t -> seen.add("unhandled"), () -> {});
        work.done(r -> seen.add("done")).late(seen::add);
        work.cancel();
        work.finish("late");
        new Work<String>(t -> {}, () -> {}).late(seen::add).finish("in time");
        assertThat(seen).containsExactly("late");
    }

    @Test
    void answersAtOnceThroughTheDirectDoor() {
        Fx.direct().work(() -> "value").done(seen::add).ended(() -> seen.add("ended"));
        assertThat(seen).containsExactly("value", "ended");
    }

    @Test
    void repeatsAfterEachPauseThroughTheDirectDoor() {
        Fx.Direct fx = Fx.direct();
        Ticker<String> ticker =
                new Ticker<>(fx, Duration.ofHours(1), () -> "tick", seen::add, t -> seen.add("failed")).start();
        fx.elapse();
        fx.elapse();
        ticker.unsubscribe();
        fx.elapse();
        assertThat(seen).containsExactly("tick", "tick", "tick");
    }

    @Test
    void goesOnTickingAfterAFailure() {
        Fx.Direct fx = Fx.direct();
        int[] n = new int[1];
        new Ticker<>(fx, Duration.ofHours(1), () -> {
            if (n[0]++ == 0) {
                throw new IllegalStateException("once");
            }
            return "tick";
        }, seen::add, t -> seen.add(t.getMessage())).start();
        fx.elapse();
        assertThat(seen).containsExactly("once", "tick");
    }
}
