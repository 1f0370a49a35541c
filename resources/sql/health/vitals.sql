-- title: The figures that say within a second whether all is well
-- wants: role pg_read_all_stats
-- interval: 1
-- Of others' sessions an unprivileged role sees no backend_type: clients have a user and a database.
WITH client AS (
    SELECT state, wait_event_type, xact_start, backend_type
    FROM pg_catalog.pg_stat_activity
    WHERE (backend_type = 'client backend' OR (backend_type IS NULL AND usesysid IS NOT NULL AND datid IS NOT NULL)) AND pid <> pg_catalog.pg_backend_pid()
), running AS (
    SELECT coalesce(wait_event_type, 'CPU') AS class FROM client WHERE state = 'active'
), counters AS (
    SELECT sum(xact_commit + xact_rollback)::bigint AS transactions,
           sum(blks_hit)::bigint AS blocks_hit,
           sum(blks_read)::bigint AS blocks_read,
           sum(deadlocks)::bigint AS deadlocks,
           sum(temp_bytes)::bigint AS temp_bytes,
           max(stats_reset) AS stats_reset
    FROM pg_catalog.pg_stat_database
)
SELECT c.transactions, c.blocks_hit, c.blocks_read, c.deadlocks, c.temp_bytes, c.stats_reset,
       (SELECT count(*)::int FROM client) AS sessions,
       (SELECT count(*)::int FROM client WHERE backend_type IS NULL) AS hidden,
       (SELECT count(*)::int FROM client WHERE state LIKE 'idle in transaction%') AS idle_in_transaction,
       (SELECT count(*)::int FROM running WHERE class = 'CPU') AS on_cpu,
       (SELECT count(*)::int FROM running WHERE class = 'IO') AS on_io,
       (SELECT count(*)::int FROM running WHERE class = 'Lock') AS on_lock,
       (SELECT count(*)::int FROM running WHERE class IN ('LWLock', 'BufferPin')) AS on_lwlock,
       (SELECT count(*)::int FROM running WHERE class = 'Client') AS on_client,
       (SELECT count(*)::int FROM running WHERE class = 'IPC') AS on_ipc,
       (SELECT count(*)::int FROM running WHERE class = 'Timeout') AS on_timeout,
       (SELECT count(*)::int FROM running
         WHERE class NOT IN ('CPU', 'IO', 'Lock', 'LWLock', 'BufferPin', 'Client', 'IPC', 'Timeout')) AS on_other,
       (SELECT extract(epoch FROM max(pg_catalog.clock_timestamp() - xact_start))::float8 FROM client) AS oldest_transaction_seconds,
       CASE WHEN pg_catalog.pg_is_in_recovery()
            THEN pg_catalog.pg_wal_lsn_diff(coalesce(pg_catalog.pg_last_wal_replay_lsn(), '0/0'), '0/0')::float8
            ELSE pg_catalog.pg_wal_lsn_diff(pg_catalog.pg_current_wal_insert_lsn(), '0/0')::float8 END AS wal_bytes,
       CASE WHEN pg_catalog.pg_is_in_recovery()
            THEN extract(epoch FROM pg_catalog.clock_timestamp() - pg_catalog.pg_last_xact_replay_timestamp())::float8
            ELSE (SELECT extract(epoch FROM max(replay_lag))::float8 FROM pg_catalog.pg_stat_replication) END AS replication_lag_seconds,
       (SELECT count(*)::int FROM pg_catalog.pg_stat_replication) AS replicas
FROM counters c
