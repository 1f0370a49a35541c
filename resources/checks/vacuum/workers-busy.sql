-- title: All autovacuum workers are busy
-- why: Other tables wait for their turn and grow meanwhile. More workers or a higher cost limit let it keep up.
-- finding: {busy} of {workers} autovacuum workers are at work, the longest for {longest:seconds}.
-- unit: share
-- warn: 1
-- scope: server
-- points: 2
-- tab: activity PROGRESS/
SELECT count(*) / nullif(current_setting('autovacuum_max_workers')::int, 0)::float8 AS value, count(*) AS busy,
       current_setting('autovacuum_max_workers') AS workers,
       extract(epoch FROM clock_timestamp() - min(xact_start))::float8 AS longest
FROM pg_stat_activity
WHERE backend_type = 'autovacuum worker'
HAVING extract(epoch FROM clock_timestamp() - min(xact_start)) >= 60
