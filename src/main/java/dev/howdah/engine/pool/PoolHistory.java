package dev.howdah.engine.pool;

import dev.howdah.engine.db.Db;
import dev.howdah.engine.sample.OwnProbe;
import dev.howdah.engine.sample.Sampler;
import dev.howdah.engine.sample.Series;
import dev.howdah.engine.sample.Stride;
import dev.howdah.engine.sample.Subscription;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Keeps a pool's figures and load from the moment the target is opened. It looks with the sampler, once a second; whoever shows
 * the pool looks too, because the sampler rests while the server is away, which is when a pool is worth seeing. Thread-safe.
 */
public final class PoolHistory implements AutoCloseable {
    /** A figure that is kept. Counts, milliseconds, and checkouts per second. */
    public enum Figure {
        ACTIVE,
        IDLE,
        PENDING,
        MAX,
        OVERFLOW,
        ACQUIRE_P50,
        ACQUIRE_P95,
        ACQUIRE_P99,
        USAGE_P95,
        CREATION_P95,
        CHECKOUTS,
        TIMEOUTS
    }

    private static final Duration SHORTEST = Duration.ofMillis(500);
    private static final Duration INTERVAL = Duration.ofSeconds(1);

    private final EnginePool pool;
    private final Sampler sampler;
    private final Map<Figure, Series> series = new EnumMap<>(Figure.class);
    private final LoadMeter meter = new LoadMeter();
    private final Stride stride = new Stride(INTERVAL);
    private final Subscription subscription;
    private @Nullable PoolStats last;
    private Duration apart = INTERVAL;

    public PoolHistory(EnginePool pool, Sampler sampler) {
        this.pool = pool;
        this.sampler = sampler;
        for (Figure f : Figure.values()) {
            series.put(f, new Series());
        }
        subscription = sampler.subscribe(new Look(this), reading -> {});
    }

    public EnginePool pool() {
        return pool;
    }

    /** The figure's past; empty at first. */
    public Series series(Figure figure) {
        return Objects.requireNonNull(series.get(figure));
    }

    /** The load of the last ten minutes, as far as the pool was looked at. */
    public PoolLoad load() {
        return meter.load();
    }

    /** Lets the pool follow its load from now on, until the subscription is closed. */
    public Subscription adapt(PoolAdapt.Bounds bounds) {
        return PoolAdapt.start(pool, bounds, sampler);
    }

    /** Looks and keeps what it saw; looks closer than half a second bring the same. */
    public synchronized PoolStats look() {
        PoolStats before = last;
        PoolStats now = pool.stats();
        if (before != null && Duration.between(before.at(), now.at()).compareTo(SHORTEST) < 0) {
            return now;
        }
        last = now;
        apart = stride.next(sampler.pace());
        meter.add(now);
        keep(now, before);
        return now;
    }

    private void keep(PoolStats now, @Nullable PoolStats before) {
        add(Figure.ACTIVE, now, now.active());
        add(Figure.IDLE, now, now.idle());
        add(Figure.PENDING, now, now.pending());
        add(Figure.MAX, now, now.max());
        add(Figure.OVERFLOW, now, now.overflow());
        add(Figure.ACQUIRE_P50, now, now.acquire().p50());
        add(Figure.ACQUIRE_P95, now, now.acquire().p95());
        add(Figure.ACQUIRE_P99, now, now.acquire().p99());
        add(Figure.USAGE_P95, now, now.usage().p95());
        add(Figure.CREATION_P95, now, now.creation().p95());
        if (before != null) {
            double seconds = Duration.between(before.at(), now.at()).toNanos() / 1e9;
            add(Figure.CHECKOUTS, now, (now.events().checkout() - before.events().checkout()) / seconds);
            add(Figure.TIMEOUTS, now, (now.events().timeout() - before.events().timeout()) / seconds);
        }
    }

    private void add(Figure figure, PoolStats at, double value) {
        if (!Double.isNaN(value)) {
            series(figure).add(at.at(), value, apart);
        }
    }

    @Override
    public void close() {
        subscription.close();
    }

    /** Asks the pool, not the server. */
    private static final class Look extends OwnProbe<PoolStats> {
        private final PoolHistory history;

        Look(PoolHistory history) {
            super("pool/look " + history.pool.name(), INTERVAL);
            this.history = history;
        }

        @Override
        public PoolStats read(Db db) {
            return history.look();
        }
    }
}
