package dev.howdah.engine.pool;

import static org.assertj.core.api.Assertions.assertThat;

import dev.howdah.engine.db.SessionSpec;
import dev.howdah.testing.Await;
import dev.howdah.testing.Servers;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class PoolAdaptTest {
    private static final PoolAdapt.Bounds BOUNDS = new PoolAdapt.Bounds(2, 12, 3);

    /** The load doubles: callers wait, the pool grows, waits fall; the load goes away and the pool shrinks back. */
    @Test
    void followsTheLoadUpAndDown() throws Exception {
        PoolSpec spec = PoolSpec.of(3, 0, Duration.ZERO, true);
        try (EnginePool pool = new EnginePool(
                "adapt", Servers.newDatabase(), SessionSpec.engine(), spec, new SimpleMeterRegistry(), Clock.systemUTC())) {
            PoolAdapt adapt = new PoolAdapt(pool, BOUNDS);
            AtomicInteger callers = new AtomicInteger();
            List<Thread> load = new ArrayList<>();
            load.addAll(start(pool, 3, callers));
            Await.until("the first load runs", () -> pool.stats().active() >= 2);
            load.addAll(start(pool, 3, callers));
            Await.until("the pool grew and nobody waits", () -> {
                adapt.look(pool.stats());
                return pool.spec().size() >= 5 && pool.stats().pending() == 0;
            });
            callers.set(-1);
            for (Thread t : load) {
                t.join();
            }
            Await.until("the pool shrank back", () -> {
                adapt.look(pool.stats());
                return pool.spec().size() == 2;
            });
            Await.until("idle connections are closed", () -> pool.stats().total() == 2);
        }
    }

    private static List<Thread> start(EnginePool pool, int n, AtomicInteger stop) {
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < n; i++) {
            threads.add(Thread.ofVirtual().start(() -> {
                while (stop.get() >= 0) {
                    try (Connection c = pool.dataSource().getConnection();
                            var s = c.createStatement()) {
                        s.execute("SELECT pg_sleep(0.02)");
                    } catch (SQLException e) {
                        return;
                    }
                }
            }));
        }
        return threads;
    }

    @Test
    void neverLeavesItsBounds() {
        List<Integer> sizes = new ArrayList<>(List.of(3));
        PoolAdapt adapt = new PoolAdapt(BOUNDS, sizes::add);
        for (int i = 0; i < 40; i++) {
            adapt.look(stats(sizes.getLast(), sizes.getLast(), 500, i));
        }
        assertThat(sizes.getLast()).isEqualTo(12);
        for (int i = 40; i < 140; i++) {
            adapt.look(stats(sizes.getLast(), 0, 0, i));
        }
        assertThat(sizes.getLast()).isEqualTo(2);
        assertThat(sizes).allMatch(s -> s >= 2 && s <= 12);
    }

    @Test
    void staysWhenOneCallerWaitsOnce() {
        List<Integer> sizes = new ArrayList<>();
        PoolAdapt adapt = new PoolAdapt(BOUNDS, sizes::add);
        for (int i = 0; i < 20; i++) {
            adapt.look(stats(8, 7, i % 5 == 0 ? 1 : 0, i));
        }
        assertThat(sizes).isEmpty();
    }

    private static PoolStats stats(int size, int active, int pending, int second) {
        return new PoolStats(
                java.time.Instant.ofEpochSecond(second), "p", PoolSpec.of(size, 0, Duration.ZERO, true), false, active, 0,
                        pending,
                new PoolStats.Events(0, 0, 0, 0, 0, 0, 0), Percentiles.NONE, Percentiles.NONE, Percentiles.NONE, 0, null);
    }
}
