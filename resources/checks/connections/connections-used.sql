-- title: Connections run out
-- why: When all are taken, new clients are refused.
-- finding: {used} of {usable} connections are taken ({value}).
-- unit: share
-- warn: 0.7
-- crit: 0.85
-- interval: 10
-- scope: server
-- tab: pool STATE/
SELECT count(*) / nullif(u.usable, 0)::float8 AS value, count(*) AS used, u.usable,
       count(*) FILTER (WHERE state = 'idle') AS idle
FROM pg_stat_activity
CROSS JOIN (SELECT current_setting('max_connections')::int - current_setting('superuser_reserved_connections')::int
                   - coalesce(current_setting('reserved_connections', true), '0')::int AS usable) AS u
WHERE backend_type = 'client backend'
GROUP BY u.usable
