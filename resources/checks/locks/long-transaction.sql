-- title: Transactions that stay open long
-- why: Vacuum keeps every row that the oldest transaction might still see.
-- finding: The transaction of session {object} ({who}) has been open for {value}.
-- unit: seconds
-- warn: 300
-- crit: 1800
-- interval: 10
-- scope: server
-- tab: activity {object}
-- wants: role pg_read_all_stats
SELECT pid::text AS object, extract(epoch FROM clock_timestamp() - xact_start)::float8 AS value,
       coalesce(nullif(application_name, ''), usename) AS who, usename, datname, state, left(query, 200) AS statement,
       format('SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE pid = %s AND backend_start = %L;', pid, backend_start) AS fix
FROM pg_stat_activity
WHERE xact_start IS NOT NULL AND backend_type = 'client backend' AND pid <> pg_backend_pid()
ORDER BY 2 DESC
