-- title: Log files wait to be archived
-- why: The archiver is slower than the log grows, or fails. What waits would be lost with the disk.
-- finding: {value} log files wait to be archived.
-- unit: count
-- warn: 10
-- crit: 100
-- scope: server
-- tab: servers REPLICATION/
-- needs: role pg_monitor
SELECT count(*) AS value, min(f.modification)::text AS oldest
FROM (SELECT 1 WHERE current_setting('archive_mode') <> 'off') AS x
CROSS JOIN LATERAL pg_ls_archive_statusdir() AS f
WHERE f.name LIKE '%.ready'
HAVING count(*) > 0
