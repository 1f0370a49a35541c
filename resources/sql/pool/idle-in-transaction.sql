-- title: Sessions that hold a transaction open and do nothing, the oldest first
-- needs: role pg_read_all_stats
-- interval: 2
WITH w AS MATERIALIZED (
    SELECT pg_catalog.pg_blocking_pids(a.pid) AS blockers
    FROM pg_catalog.pg_stat_activity a
    WHERE a.wait_event_type = 'Lock'
)
SELECT a.pid,
       a.backend_start,
       a.application_name AS application,
       coalesce(a.usename::text, '') AS "user",
       coalesce(a.datname::text, '') AS database,
       coalesce(host(a.client_addr), 'local') AS client,
       a.state,
       extract(epoch FROM pg_catalog.clock_timestamp() - a.state_change)::float8 AS idle_seconds,
       extract(epoch FROM pg_catalog.clock_timestamp() - a.xact_start)::float8 AS transaction_seconds,
       pg_catalog.age(a.backend_xmin) AS xmin_age,
       (SELECT count(*) FROM w WHERE a.pid = ANY (w.blockers))::int AS blocks,
       left(a.query, 1000) AS query
FROM pg_catalog.pg_stat_activity a
WHERE a.backend_type = 'client backend' AND a.state LIKE 'idle in transaction%'
ORDER BY a.xact_start
LIMIT 200
