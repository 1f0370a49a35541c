-- title: What each working process waits for, without texts
-- wants: role pg_read_all_stats
-- interval: 1
SELECT a.pid,
       a.backend_start,
       coalesce(a.backend_type, '') AS backend_type,
       coalesce(a.datname::text, '') AS database,
       coalesce(a.usename::text, '') AS "user",
       coalesce(a.application_name, '') AS application,
       a.wait_event_type,
       a.wait_event,
       coalesce(a.query_id, 0) AS query_id,
       a.query_start,
       a.xact_start
FROM pg_catalog.pg_stat_activity a
WHERE a.pid <> pg_catalog.pg_backend_pid()
  AND (a.state = 'active'
       OR (a.state IS NULL AND a.backend_type IN ('autovacuum worker', 'parallel worker', 'checkpointer', 'background writer', 'walwriter', 'startup')))
  AND a.wait_event_type IS DISTINCT FROM 'Activity'
