-- title: One session holds up many
-- why: A queue behind one lock grows with every request and takes the whole application with it.
-- finding: Session {object} of {who} holds up {value} others; it is {state}.
-- unit: count
-- warn: 3
-- crit: 10
-- interval: 10
-- scope: server
-- tab: activity {object}
-- wants: role pg_read_all_stats
WITH waiting AS MATERIALIZED (
    SELECT a.pid, b.blocker
    FROM pg_stat_activity a
    CROSS JOIN LATERAL unnest(pg_blocking_pids(a.pid)) AS b (blocker)
    WHERE a.wait_event_type = 'Lock'
)
SELECT w.blocker::text AS object, count(DISTINCT w.pid) AS value, coalesce(nullif(a.application_name, ''), a.usename, 'unknown') AS who,
       coalesce(a.state, 'a prepared transaction') AS state, left(a.query, 200) AS statement, a.xact_start::text AS xact_start,
       CASE WHEN a.pid IS NOT NULL THEN
           format('SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE pid = %s AND backend_start = %L;', a.pid, a.backend_start) END AS fix
FROM waiting w
LEFT JOIN pg_stat_activity a ON a.pid = w.blocker
WHERE w.blocker NOT IN (SELECT pid FROM waiting)
GROUP BY w.blocker, a.pid, a.application_name, a.usename, a.state, a.query, a.xact_start, a.backend_start
ORDER BY 2 DESC
