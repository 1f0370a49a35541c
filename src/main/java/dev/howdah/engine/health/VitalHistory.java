package dev.howdah.engine.health;

import dev.howdah.engine.sample.Reading;
import dev.howdah.engine.sample.Sampler;
import dev.howdah.engine.sample.Series;
import dev.howdah.engine.sample.Subscription;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

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
        REPLICATION_LAG
    }

    private final Map<Figure, Series> series = new EnumMap<>(Figure.class);
    private final Subscription subscription;
    private Reading.@Nullable Value<Vitals> before;

    public VitalHistory(Sampler sampler) {
        for (Figure f : Figure.values()) {
            series.put(f, new Series(Duration.ofSeconds(1)));
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
        if (!(reading instanceof Reading.Value<Vitals> now)) {
            before = null;
            return;
        }
        VitalRates rates = before == null ? VitalRates.UNKNOWN : VitalRates.between(before, now);
        before = now;
        Instant at = now.at();
        add(Figure.TRANSACTIONS, at, rates.transactions());
        add(Figure.HIT_RATIO, at, rates.hitRatio());
        add(Figure.WAL_BYTES, at, rates.walBytes());
        add(Figure.TEMP_BYTES, at, rates.tempBytes());
        Vitals v = now.value();
        add(Figure.SESSIONS, at, v.sessions());
        add(Figure.ACTIVE, at, v.active());
        add(Figure.ON_CPU, at, v.onCpu());
        add(Figure.ON_IO, at, v.onIo());
        add(Figure.ON_LOCK, at, v.onLock());
        add(Figure.ON_LWLOCK, at, v.onLwlock());
        add(Figure.ON_CLIENT, at, v.onClient());
        add(Figure.ON_IPC, at, v.onIpc());
        add(Figure.ON_TIMEOUT, at, v.onTimeout());
        add(Figure.ON_OTHER, at, v.onOther());
        add(Figure.IDLE_IN_TRANSACTION, at, v.idleInTransaction());
        Double oldest = v.oldestTransactionSeconds();
        add(Figure.OLDEST_TRANSACTION, at, oldest == null ? 0 : oldest);
        add(Figure.REPLICATION_LAG, at, orNan(v.replicationLagSeconds()));
    }

    private void add(Figure figure, Instant at, double value) {
        if (!Double.isNaN(value)) {
            series(figure).add(at, value);
        }
    }

    private static double orNan(@Nullable Double value) {
        return value == null ? Double.NaN : value;
    }
}
