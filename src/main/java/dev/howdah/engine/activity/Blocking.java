package dev.howdah.engine.activity;

import dev.howdah.engine.db.Db;
import dev.howdah.engine.db.Sql;
import dev.howdah.engine.sample.Probe;
import java.util.List;
import org.jdbi.v3.core.mapper.reflect.ConstructorMapper;
import org.jspecify.annotations.Nullable;

/**
 * A session that waits for a lock.
 *
 * @param blockers pids in its way, as pg_blocking_pids tells: holders and those queued before it; 0 stands for a prepared transaction
 * @param waitSeconds how long it has waited; null in the first instant
 * @param relation what the lock is on, null for locks on transactions
 */
public record Blocking(
        int pid,
        int[] blockers,
        @Nullable Double waitSeconds,
        @Nullable String lockType,
        @Nullable String mode,
        @Nullable String relation,
        @Nullable String transaction) {

    /**
     * All lock waiters, every 2 s. pg_blocking_pids takes every partition of the lock table, so it is asked only for sessions
     * that do wait for a lock, and given a fifth of a second.
     */
    public static final Probe<List<Blocking>> PROBE = Probe.of("activity/blocking", Blocking::read);

    private static List<Blocking> read(Db db, Sql sql) {
        return db.tx(h -> {
            h.execute("SET LOCAL statement_timeout = 200");
            h.execute("SET LOCAL lock_timeout = 50");
            return h.createQuery(sql.text()).map(ConstructorMapper.of(Blocking.class)).list();
        });
    }
}
