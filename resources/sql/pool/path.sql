-- title: The sessions behind pools, those that wait for locks, and those that hold them
-- wants: role pg_read_all_stats
-- interval: 2
WITH w AS MATERIALIZED (
    SELECT a.pid, pg_catalog.pg_blocking_pids(a.pid) AS blockers
    FROM pg_catalog.pg_stat_activity a
    WHERE a.wait_event_type = 'Lock'
       -- what another role's session waits for is hidden from a role without rights; that it waits is not
       OR a.query = '<insufficient privilege>' AND a.pid IN (SELECT l.pid FROM pg_catalog.pg_locks l WHERE NOT l.granted)
), here AS (
    SELECT oid FROM pg_catalog.pg_database WHERE datname = pg_catalog.current_database()
), l AS MATERIALIZED (
    SELECT l.* FROM pg_catalog.pg_locks l WHERE EXISTS (SELECT FROM w) AND l.pid IN (SELECT pid FROM w)
)
SELECT a.pid,
       a.backend_start,
       coalesce(a.application_name, '') AS application,
       coalesce(a.usename::text, '') AS "user",
       coalesce(a.datname::text, '') AS database,
       host(a.client_addr) AS client_address,
       a.client_port,
       a.state,
       a.wait_event_type,
       a.wait_event,
       extract(epoch FROM pg_catalog.clock_timestamp() - a.xact_start)::float8 AS transaction_seconds,
       extract(epoch FROM pg_catalog.clock_timestamp() - a.state_change)::float8 AS state_seconds,
       left(a.query, 1000) AS query,
       coalesce(w.blockers, '{}') AS blockers,
       wait.seconds AS lock_wait_seconds,
       wait.mode AS lock_mode,
       CASE WHEN rel.database = here.oid THEN rel.relation::regclass::text END AS relation,
       coalesce(wait.rows, false) AS row_lock
FROM pg_catalog.pg_stat_activity a
CROSS JOIN here
LEFT JOIN w ON w.pid = a.pid
LEFT JOIN LATERAL (
    SELECT l.mode, l.locktype IN ('tuple', 'transactionid') AS rows,
           extract(epoch FROM pg_catalog.clock_timestamp() - l.waitstart)::float8 AS seconds
    FROM l WHERE l.pid = a.pid AND NOT l.granted LIMIT 1
) wait ON true
LEFT JOIN LATERAL (
    SELECT l.database, l.relation
    FROM l
    WHERE l.pid = a.pid AND l.relation IS NOT NULL AND (NOT l.granted OR l.locktype = 'tuple')
    ORDER BY l.granted LIMIT 1
) rel ON true
WHERE a.pid <> pg_catalog.pg_backend_pid()
  AND (a.pid = ANY (:pids) OR a.application_name = ANY (:names) OR w.pid IS NOT NULL
       OR EXISTS (SELECT FROM w WHERE a.pid = ANY (w.blockers)))
LIMIT 2000
