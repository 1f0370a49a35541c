-- title: Sessions idle in a transaction
-- why: They keep locks and hold back vacuum while they do nothing.
-- finding: Session {object} of {who} has been idle in its transaction for {value}.
-- unit: seconds
-- warn: 60
-- crit: 300
-- interval: 10
-- scope: server
-- tab: activity {object}
-- wants: role pg_read_all_stats
SELECT pid::text AS object, extract(epoch FROM clock_timestamp() - state_change)::float8 AS value,
       coalesce(nullif(application_name, ''), usename) AS who, usename, datname, left(query, 200) AS last_statement,
       xact_start::text AS xact_start, backend_xmin IS NOT NULL AS holds_horizon,
       format('SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE pid = %s AND backend_start = %L;', pid, backend_start) AS fix
FROM pg_stat_activity
WHERE state LIKE 'idle in transaction%' AND pid <> pg_backend_pid()
ORDER BY 2 DESC
