package dev.howdah.engine.health;

import dev.howdah.engine.sample.Reading;
import dev.howdah.engine.sample.Sampler;
import dev.howdah.engine.sample.Series;
import dev.howdah.engine.sample.Stride;
import dev.howdah.engine.sample.Subscription;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;

/**
 * Keeps the vital figures of one target from the moment it is opened, so that a tab that is shown later has a past to show. It
 * is the one subscriber that never leaves. Thread-safe.
 */
public final class VitalHistory implements AutoCloseable {
    /** A figure that is kept. Units: per second for rates, counts, seconds, bytes per second, ratio 0 to 1. */
    public enum Figure {
        TRANSACTIONS,
        HIT_RATIO,
        WAL_BYTES,
        TEMP_BYTES,
        SESSIONS,
        ACTIVE,
        ON_CPU,
        ON_IO,
        ON_LOCK,
        ON_LWLOCK,
        ON_CLIENT,
        ON_IPC,
        ON_TIMEOUT,
        ON_OTHER,
        IDLE_IN_TRANSACTION,
        /** 0 while no transaction is open. */
        OLDEST_TRANSACTION,
        REPLICATION_LAG;

        /** Whether it tells what sessions do, of which a role without pg_read_all_stats sees its own only. */
        public boolean ofSessions() {
            return compareTo(SESSIONS) > 0 && compareTo(OLDEST_TRANSACTION) <= 0;
        }
    }

    private final Map<Figure, Series> series = new EnumMap<>(Figure.class);
    private final Subscription subscription;
    private final Sampler sampler;
    private final Stride stride = new Stride(Duration.ofSeconds(1));
    private final VitalFigures figures = new VitalFigures();

    public VitalHistory(Sampler sampler) {
        this.sampler = sampler;
        for (Figure f : Figure.values()) {
            series.put(f, new Series());
        }
        subscription = sampler.subscribe(Vitals.PROBE, this::keep);
    }

    /** The figure's past. Never null; empty at first. */
    public Series series(Figure figure) {
        return java.util.Objects.requireNonNull(series.get(figure));
    }

    @Override
    public void close() {
        subscription.close();
    }

    private synchronized void keep(Reading<Vitals> reading) {
        double[] now = figures.next(reading);
        if (now == null) {
            return;
        }
        Duration interval = stride.next(sampler.pace());
        for (Figure f : Figure.values()) {
            if (!Double.isNaN(now[f.ordinal()])) {
                series(f).add(reading.at(), now[f.ordinal()], interval);
            }
        }
    }
}
