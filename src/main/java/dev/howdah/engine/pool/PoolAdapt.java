package dev.howdah.engine.pool;

import dev.howdah.engine.db.Db;
import dev.howdah.engine.sample.OwnProbe;
import dev.howdah.engine.sample.Sampler;
import dev.howdah.engine.sample.Subscription;
import java.time.Duration;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Makes a pool larger when callers wait, and smaller again when they stay away, within bounds. It grows at the second look that
 * finds waiting, by half at most; it shrinks after {@code calm} quiet looks, by a quarter at most, and keeps a quarter more than
 * the busiest of them needed. Overflow stays as it is. Not thread-safe: one caller looks.
 */
public final class PoolAdapt {
    /**
     * @param least smallest size, 1 or more
     * @param most largest size
     * @param calm looks without waiting before the pool shrinks
     */
    public record Bounds(int least, int most, int calm) {
        public Bounds {
            if (least < 1 || most < least || calm < 1) {
                throw new IllegalArgumentException("bounds " + least + " to " + most + " after " + calm);
            }
        }
    }

    private final Bounds bounds;
    private final IntConsumer resize;
    private @Nullable PoolStats before;
    private int waiting;
    private int calm;
    private double peak;

    /** Adapts this pool. */
    public PoolAdapt(EnginePool pool, Bounds bounds) {
        this(bounds, size -> pool.resize(size, pool.spec().overflow()));
    }

    PoolAdapt(Bounds bounds, IntConsumer resize) {
        this.bounds = bounds;
        this.resize = resize;
    }

    /** Looks once a second, on the sampler's thread, until the subscription is closed or the target is away. */
    public static Subscription start(EnginePool pool, Bounds bounds, Sampler sampler) {
        PoolAdapt adapt = new PoolAdapt(pool, bounds);
        return sampler.subscribe(new Look(pool, adapt), reading -> {});
    }

    /** One look; resizes when it is time to. */
    public void look(PoolStats now) {
        PoolStats last = before;
        before = now;
        if (last == null) {
            return;
        }
        int size = now.spec().size();
        double demand = now.active() + now.pending();
        boolean waits = now.pending() > 0 || now.events().timeout() > last.events().timeout();
        waiting = waits ? waiting + 1 : 0;
        calm = waits ? 0 : calm + 1;
        peak = waits ? 0 : Math.max(peak, Math.max(demand, meanBusy(last, now)));
        if (waiting >= 2 && size < bounds.most()) {
            int wanted = (int) Math.min(Math.ceil(demand), Math.max(size + 1, Math.ceil(size * 1.5)));
            change(size, Math.max(size + 1, wanted));
        } else if (calm >= bounds.calm()) {
            int wanted = (int) Math.max(Math.ceil(peak * 1.25), Math.floor(size * 0.75));
            change(size, Math.min(size, wanted));
            calm = 0;
            peak = 0;
        }
    }

    private static double meanBusy(PoolStats last, PoolStats now) {
        double seconds = Duration.between(last.at(), now.at()).toNanos() / 1e9;
        return seconds <= 0 ? 0 : (now.busySeconds() - last.busySeconds()) / seconds;
    }

    private void change(int size, int wanted) {
        int next = Math.clamp(wanted, bounds.least(), bounds.most());
        if (next != size) {
            waiting = 0;
            resize.accept(next);
        }
    }

    /** Looks at the pool instead of at the server. */
    private static final class Look extends OwnProbe<PoolStats> {
        private final EnginePool pool;
        private final PoolAdapt adapt;

        Look(EnginePool pool, PoolAdapt adapt) {
            super("pool/adapt " + pool.name(), Duration.ofSeconds(1));
            this.pool = pool;
            this.adapt = adapt;
        }

        @Override
        public PoolStats read(Db db) {
            PoolStats stats = pool.stats();
            adapt.look(stats);
            return stats;
        }
    }
}
