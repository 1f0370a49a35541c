-- title: Which version of pg_stat_statements is installed, and how it is set up
SELECT e.extversion AS version,
       n.nspname::text AS schema,
       pg_catalog.clock_timestamp() AS server_time,
       pg_catalog.pg_postmaster_start_time() AS started_at,
       current_setting('pg_stat_statements.max', true)::int AS max_entries,
       current_setting('pg_stat_statements.track', true) AS track,
       coalesce(current_setting('pg_stat_statements.track_planning', true), 'off') = 'on' AS planning_tracked,
       coalesce(current_setting('track_io_timing', true), 'off') = 'on' AS io_timed
FROM pg_catalog.pg_extension e
JOIN pg_catalog.pg_namespace n ON n.oid = e.extnamespace
WHERE e.extname = 'pg_stat_statements'
