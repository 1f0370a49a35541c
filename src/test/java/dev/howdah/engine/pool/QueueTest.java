package dev.howdah.engine.pool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.PriorityQueue;
import java.util.Random;
import org.junit.jupiter.api.Test;

class QueueTest {
    @Test
    void agreesWithErlangsTables() {
        // Published Erlang C values: 10 erlang on 12, 14 and 20 servers; M/M/1 in closed form.
        assertThat(Queue.waits(10, 12)).isCloseTo(0.4494, within(5e-4));
        assertThat(Queue.waits(10, 14)).isCloseTo(0.1741, within(5e-4));
        assertThat(Queue.waits(0.7, 1)).isCloseTo(0.7, within(1e-12));
        assertThat(Queue.meanWait(0.7, 1, 1)).isCloseTo(0.7 / 0.3, within(1e-12));
    }

    @Test
    void agreesWithASimulatedQueue() {
        double hold = 0.02;
        double load = 7.2;
        int c = 9;
        double[] waits = simulate(load / hold, hold, c);
        double late = java.util.Arrays.stream(waits).filter(w -> w > 0).count() / (double) waits.length;
        double mean = java.util.Arrays.stream(waits).average().orElseThrow();
        java.util.Arrays.sort(waits);
        assertThat(Queue.waits(load, c)).isCloseTo(late, within(0.02));
        assertThat(Queue.meanWait(load, hold, c)).isCloseTo(mean, within(0.1 * mean));
        assertThat(Queue.wait(0.95, load, hold, c)).isCloseTo(waits[(int) (0.95 * waits.length)], within(0.005));
    }

    private static double[] simulate(double arrivals, double hold, int c) {
        Random random = new Random(42);
        PriorityQueue<Double> free = new PriorityQueue<>();
        for (int i = 0; i < c; i++) {
            free.add(0.0);
        }
        double[] waits = new double[400_000];
        double now = 0;
        for (int i = 0; i < waits.length; i++) {
            now += -Math.log(1 - random.nextDouble()) / arrivals;
            double start = Math.max(now, free.remove());
            waits[i] = start - now;
            free.add(start - Math.log(1 - random.nextDouble()) * hold);
        }
        return waits;
    }

    @Test
    void saysThatAnOverloadedQueueGrowsWithoutEnd() {
        assertThat(Queue.waits(5, 5)).isEqualTo(1);
        assertThat(Queue.meanWait(5, 0.1, 5)).isInfinite();
        assertThat(Queue.wait(0.95, 6, 0.1, 5)).isInfinite();
    }

    @Test
    void findsTheFewestConnectionsThatAreEnough() {
        int enough = Queue.enough(7.2, 0.02, 0.002, 1000);
        assertThat(Queue.wait(0.95, 7.2, 0.02, enough)).isLessThanOrEqualTo(0.002);
        assertThat(Queue.wait(0.95, 7.2, 0.02, enough - 1)).isGreaterThan(0.002);
        assertThat(Queue.enough(0, 0.02, 0.002, 1000)).isEqualTo(1);
        assertThat(Queue.enough(5_000, 0.02, 0.002, 10_000)).isGreaterThan(5_000);
    }
}
