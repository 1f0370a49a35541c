-- title: Most connections do nothing
-- why: Each costs memory and every snapshot looks at it. A pool that is smaller, or one for all instances, does the same work.
-- finding: {idle} of {sessions} sessions have been idle for more than {minutes} minutes ({value}).
-- unit: share
-- warn: 0.5
-- points: 2
-- scope: server
-- tab: pool STATE/
-- wants: role pg_read_all_stats
SELECT s.idle / s.sessions::float8 AS value, s.idle, s.sessions, 5 AS minutes
FROM (SELECT count(*) AS sessions,
             count(*) FILTER (WHERE state = 'idle' AND state_change < clock_timestamp() - interval '5 minutes') AS idle
      FROM pg_stat_activity
      WHERE backend_type = 'client backend') AS s
WHERE s.sessions >= 50
