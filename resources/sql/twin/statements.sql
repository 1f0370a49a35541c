-- title: The workload that pg_stat_statements saw
-- needs: extension pg_stat_statements
SELECT s.queryid::text AS id, s.query AS text, s.calls::float8 AS calls, s.total_exec_time AS total_ms, s.rows::float8 AS rows,
       r.rolname::text AS role
FROM pg_stat_statements(true) s
LEFT JOIN pg_catalog.pg_roles r ON r.oid = s.userid
WHERE s.dbid = (SELECT oid FROM pg_catalog.pg_database WHERE datname = current_database()) AND s.query IS NOT NULL
ORDER BY s.total_exec_time DESC
LIMIT 2000
