-- title: Statements that run long
-- why: They hold their locks and the horizon of vacuum, and often nobody waits for them any more.
-- finding: Session {object} of {who} has run one statement for {value}.
-- unit: seconds
-- warn: 300
-- crit: 1800
-- interval: 10
-- scope: server
-- tab: activity {object}
-- wants: role pg_read_all_stats
SELECT pid::text AS object, extract(epoch FROM clock_timestamp() - query_start)::float8 AS value,
       coalesce(nullif(application_name, ''), usename) AS who, usename, datname, left(query, 200) AS statement,
       wait_event_type || ': ' || wait_event AS waits_for,
       format('SELECT pg_cancel_backend(pid) FROM pg_stat_activity WHERE pid = %s AND backend_start = %L;', pid, backend_start) AS fix
FROM pg_stat_activity
WHERE state = 'active' AND backend_type = 'client backend' AND pid <> pg_backend_pid()
  AND coalesce(wait_event_type, '') <> 'Activity'
ORDER BY 2 DESC
