package dev.howdah.engine.job;

import dev.howdah.engine.db.Db;
import dev.howdah.engine.job.Signal.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads the server's signals and judges them by a job's knobs. Used by one thread. */
final class Throttle {
    private final Db db;
    private final String table;
    private @Nullable Reading before;
    private long readBefore;

    /** @param table its name as SQL, or empty when there is none to watch */
    Throttle(Db db, String table) {
        this.db = db;
        this.table = table;
    }

    /** The columns of signals.sql. */
    record Reading(
            @Nullable Double replicaLag, @Nullable Long walPosition, @Nullable Long slotRetention, int vacuums, int waiters,
            @Nullable Long xminAge, int connections) {}

    /** @param pid of the job's own session, 0 when it has none */
    List<Signal> read(int pid, Knobs knobs) {
        Reading now = db.one("job/signals", Reading.class, Map.of("table", table, "pid", pid));
        long nanos = System.nanoTime();
        Double rate = null;
        if (before != null && before.walPosition() != null && now.walPosition() != null && nanos > readBefore) {
            rate = (now.walPosition() - before.walPosition()) * 1e9 / (nanos - readBefore);
        }
        before = now;
        readBefore = nanos;
        return judge(now, rate, db.server().usableConnections(), knobs);
    }

    static List<Signal> judge(Reading now, @Nullable Double walRate, int usable, Knobs knobs) {
        List<Signal> signals = new ArrayList<>();
        signals.add(above(Kind.REPLICA_LAG, now.replicaLag(), knobs.lag().toMillis() / 1e3));
        signals.add(above(Kind.WAL_RATE, walRate, knobs.walRate()));
        signals.add(above(Kind.SLOT_RETENTION, number(now.slotRetention()), knobs.slotRetention()));
        signals.add(above(Kind.VACUUM, (double) now.vacuums(), knobs.awaitVacuum() ? 1 : 0));
        signals.add(above(Kind.WAITERS, (double) now.waiters(), knobs.waiters()));
        signals.add(above(Kind.XMIN_AGE, number(now.xminAge()), knobs.xminAge()));
        double free = usable - now.connections();
        signals.add(new Signal(Kind.HEAD_ROOM, free, knobs.headRoom(), knobs.headRoom() > 0 && free < knobs.headRoom()));
        return signals;
    }

    private static Signal above(Kind kind, @Nullable Double value, double limit) {
        return new Signal(kind, value, Math.max(0, limit), limit > 0 && value != null && value >= limit);
    }

    private static @Nullable Double number(@Nullable Long value) {
        return value == null ? null : Double.valueOf(value);
    }
}
