package dev.howdah.engine.profile;

/**
 * A counter of pg_stat_statements, in the order in which the queries list them. Times are in ms, blocks of 8 kB on an ordinary
 * server, WAL in bytes. A counter that the installed version of the extension does not have is NaN, never zero.
 */
public enum Measure {
    CALLS,
    ROWS,
    PLANS,
    PLAN_MS,
    EXEC_MS,
    /** Sum of squared execution times in ms², from calls, mean and standard deviation: from it a window's deviation follows. */
    SQUARES,
    SHARED_HIT,
    SHARED_READ,
    SHARED_DIRTIED,
    SHARED_WRITTEN,
    LOCAL_HIT,
    LOCAL_READ,
    LOCAL_DIRTIED,
    LOCAL_WRITTEN,
    TEMP_READ,
    TEMP_WRITTEN,
    SHARED_READ_MS,
    SHARED_WRITE_MS,
    LOCAL_READ_MS,
    LOCAL_WRITE_MS,
    TEMP_READ_MS,
    TEMP_WRITE_MS,
    WAL_RECORDS,
    WAL_IMAGES,
    WAL_BYTES,
    WAL_BUFFERS_FULL,
    JIT_FUNCTIONS,
    JIT_MS,
    WORKERS_PLANNED,
    WORKERS_LAUNCHED,
    GENERIC_PLANS,
    CUSTOM_PLANS;

    static final int COUNT = values().length;
}
