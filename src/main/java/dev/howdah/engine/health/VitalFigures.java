package dev.howdah.engine.health;

import dev.howdah.engine.health.VitalHistory.Figure;
import dev.howdah.engine.sample.Reading;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Makes figures of looks at a server, rates from two in a row. Not thread-safe. */
public final class VitalFigures {
    private Reading.@Nullable Value<Vitals> before;

    /** The figures' names in their order. */
    public static List<String> names() {
        return Arrays.stream(Figure.values()).map(Figure::name).toList();
    }

    /** The figures of a reading in the order of {@link Figure}, NaN for what cannot be told; null when the server did not answer. */
    public double @Nullable [] next(Reading<Vitals> reading) {
        if (!(reading instanceof Reading.Value<Vitals> now)) {
            before = null;
            return null;
        }
        VitalRates rates = before == null ? VitalRates.UNKNOWN : VitalRates.between(before, now);
        before = now;
        Vitals v = now.value();
        double[] values = new double[Figure.values().length];
        for (Figure f : Figure.values()) {
            values[f.ordinal()] = f.ofSessions() && v.hidden() > 0 && !now.lacks().isEmpty() ? Double.NaN : value(f, v, rates);
        }
        return values;
    }

    private static double value(Figure figure, Vitals v, VitalRates rates) {
        return switch (figure) {
            case TRANSACTIONS -> rates.transactions();
            case HIT_RATIO -> rates.hitRatio();
            case WAL_BYTES -> rates.walBytes();
            case TEMP_BYTES -> rates.tempBytes();
            case SESSIONS -> v.sessions();
            case ACTIVE -> v.active();
            case ON_CPU -> v.onCpu();
            case ON_IO -> v.onIo();
            case ON_LOCK -> v.onLock();
            case ON_LWLOCK -> v.onLwlock();
            case ON_CLIENT -> v.onClient();
            case ON_IPC -> v.onIpc();
            case ON_TIMEOUT -> v.onTimeout();
            case ON_OTHER -> v.onOther();
            case IDLE_IN_TRANSACTION -> v.idleInTransaction();
            case OLDEST_TRANSACTION -> orElse(v.oldestTransactionSeconds(), 0);
            case REPLICATION_LAG -> orElse(v.replicationLagSeconds(), Double.NaN);
        };
    }

    private static double orElse(@Nullable Double value, double otherwise) {
        return value == null ? otherwise : value;
    }
}
