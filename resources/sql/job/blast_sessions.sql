-- title: Who works on these schemas now
SELECT DISTINCT a.pid, a.usename::text AS user, a.application_name AS application, a.client_addr::text AS client,
       a.xact_start AS since, coalesce(a.state, '') AS state
FROM pg_catalog.pg_locks l
JOIN pg_catalog.pg_class c ON c.oid = l.relation
JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
JOIN pg_catalog.pg_stat_activity a ON a.pid = l.pid
WHERE n.nspname = ANY (:schemas) AND a.pid <> pg_catalog.pg_backend_pid()
  AND l.database = (SELECT oid FROM pg_catalog.pg_database WHERE datname = current_database())
ORDER BY 1
