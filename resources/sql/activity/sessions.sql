-- title: Every session of the server with its statement, state, wait and ages
-- wants: role pg_read_all_stats
-- interval: 1
SELECT a.pid,
       a.leader_pid,
       coalesce(a.backend_type, '') AS backend_type,
       coalesce(a.datname::text, '') AS database,
       coalesce(a.usename::text, '') AS "user",
       coalesce(a.application_name, '') AS application,
       host(a.client_addr) AS client_address,
       a.client_port,
       a.backend_start,
       a.state,
       a.wait_event_type,
       a.wait_event,
       extract(epoch FROM pg_catalog.clock_timestamp() - a.backend_start)::float8 AS connected_seconds,
       extract(epoch FROM pg_catalog.clock_timestamp() - a.xact_start)::float8 AS transaction_seconds,
       extract(epoch FROM pg_catalog.clock_timestamp() - a.query_start)::float8 AS statement_seconds,
       extract(epoch FROM pg_catalog.clock_timestamp() - a.state_change)::float8 AS state_seconds,
       pg_catalog.age(a.backend_xid) AS xid_age,
       pg_catalog.age(a.backend_xmin) AS xmin_age,
       coalesce(a.query_id, 0) AS query_id,
       CASE WHEN a.backend_type = 'client backend' OR a.state = 'active' THEN a.query END AS query
FROM pg_catalog.pg_stat_activity a
WHERE a.pid <> pg_catalog.pg_backend_pid()
ORDER BY a.backend_start
