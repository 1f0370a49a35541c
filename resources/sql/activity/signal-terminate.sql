-- title: Ends a session, if the process is still that session
SELECT a.backend_start IS NULL AS hidden,
       CASE WHEN a.backend_start = :backendStart THEN pg_catalog.pg_terminate_backend(a.pid) ELSE false END AS sent
FROM pg_catalog.pg_stat_activity a
WHERE a.pid = :pid
