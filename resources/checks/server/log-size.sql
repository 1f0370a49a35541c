-- title: Log files take much space
-- why: Logs that nobody removes fill the disk, and a full disk stops the server.
-- finding: The log folder holds {value} in {files:count} files.
-- unit: bytes
-- warn: 10737418240
-- crit: 107374182400
-- points: 4
-- interval: 3600
-- scope: server
-- tab: slow LOG/
-- needs: role pg_monitor
-- timeout: 5
SELECT sum(f.size)::float8 AS value, count(*) AS files
FROM (SELECT 1 WHERE current_setting('logging_collector')::bool) AS x
CROSS JOIN LATERAL pg_ls_logdir() AS f
HAVING count(*) > 0
