-- title: Who waits for a lock, since when, and who stands in the way
-- wants: role pg_read_all_stats
-- interval: 2
SELECT a.pid,
       pg_catalog.pg_blocking_pids(a.pid) AS blockers,
       extract(epoch FROM pg_catalog.clock_timestamp() - l.waitstart)::float8 AS wait_seconds,
       l.locktype AS lock_type,
       l.mode,
       CASE WHEN l.database = (SELECT oid FROM pg_catalog.pg_database WHERE datname = pg_catalog.current_database())
            THEN l.relation::regclass::text
            WHEN l.relation IS NOT NULL THEN l.relation::text END AS relation,
       l.transactionid::text AS transaction
FROM pg_catalog.pg_stat_activity a
LEFT JOIN LATERAL (
    SELECT l.* FROM pg_catalog.pg_locks l WHERE l.pid = a.pid AND NOT l.granted LIMIT 1
) l ON true
WHERE a.wait_event_type = 'Lock'
   -- what another role's session waits for is hidden from a role without rights; that it waits is not
   OR a.query = '<insufficient privilege>' AND a.pid IN (SELECT l.pid FROM pg_catalog.pg_locks l WHERE NOT l.granted)
