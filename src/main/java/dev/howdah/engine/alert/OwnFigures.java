package dev.howdah.engine.alert;

import dev.howdah.engine.pool.EnginePool;
import dev.howdah.engine.pool.PoolStats;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.lang.management.MemoryUsage;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Figures of this process: its pool and its memory. Not thread-safe. */
final class OwnFigures {
    private static final long WINDOW = Duration.ofMinutes(5).toNanos();

    private final @Nullable EnginePool pool;
    private final Deque<long[]> timeouts = new ArrayDeque<>();

    OwnFigures(@Nullable EnginePool pool) {
        this.pool = pool;
    }

    Map<Measure, Double> look(long nano) {
        Map<Measure, Double> values = new EnumMap<>(Measure.class);
        double memory = memory();
        if (!Double.isNaN(memory)) {
            values.put(Measure.MEMORY, memory);
        }
        if (pool != null) {
            PoolStats now = pool.stats();
            values.put(Measure.POOL_USE, now.used());
            values.put(Measure.POOL_WAITING, (double) now.pending());
            timeouts.addLast(new long[] {nano, now.events().timeout()});
            while (nano - timeouts.getFirst()[0] > WINDOW) {
                timeouts.removeFirst();
            }
            values.put(Measure.POOL_TIMEOUTS, (double) Math.max(0, now.events().timeout() - timeouts.getFirst()[1]));
        }
        return values;
    }

    /** Of the heap, after the last collection: what is just garbage is no lack. */
    private static double memory() {
        long used = 0;
        for (MemoryPoolMXBean bean : ManagementFactory.getMemoryPoolMXBeans()) {
            MemoryUsage after = bean.getType() == MemoryType.HEAP ? bean.getCollectionUsage() : null;
            used += after == null ? 0 : after.getUsed();
        }
        long most = Runtime.getRuntime().maxMemory();
        return most == Long.MAX_VALUE || used == 0 ? Double.NaN : used / (double) most;
    }
}
