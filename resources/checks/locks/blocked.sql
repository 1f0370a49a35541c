-- title: Sessions that wait for a lock
-- why: Somebody waits for somebody else to finish a transaction.
-- finding: Session {object} has waited {value} for {blockers}.
-- unit: seconds
-- warn: 10
-- crit: 60
-- interval: 10
-- scope: server
-- tab: activity {object}
-- wants: role pg_read_all_stats
SELECT a.pid::text AS object,
       extract(epoch FROM clock_timestamp() - coalesce(min(l.waitstart), a.state_change))::float8 AS value,
       coalesce(nullif(array_to_string(pg_blocking_pids(a.pid), ', '), ''), 'a lock') AS blockers,
       a.usename, a.datname, left(a.query, 200) AS statement, min(l.mode) AS mode, min(l.relation)::bigint AS relation
FROM pg_stat_activity a
JOIN pg_locks l ON l.pid = a.pid AND NOT l.granted
WHERE a.wait_event_type = 'Lock'
GROUP BY a.pid, a.usename, a.datname, a.query, a.state_change
ORDER BY 2 DESC
