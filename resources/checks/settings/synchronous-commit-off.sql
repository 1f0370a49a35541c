-- title: Commits do not wait for the disk
-- why: A crash loses the transactions of the last moments that clients were told are safe.
-- finding: synchronous_commit is off.
-- warn: any
-- points: 2
-- interval: 300
-- tab: servers SETTINGS/synchronous_commit
SELECT setting, source,
       CASE source WHEN 'configuration file' THEN 'ALTER SYSTEM SET synchronous_commit = on; SELECT pg_reload_conf();'
                   WHEN 'database' THEN format('ALTER DATABASE %I RESET synchronous_commit;', current_database()) END AS fix,
       CASE source WHEN 'configuration file' THEN 'ALTER SYSTEM SET synchronous_commit = off; SELECT pg_reload_conf();'
                   WHEN 'database' THEN format('ALTER DATABASE %I SET synchronous_commit = off;', current_database()) END AS undo
FROM pg_settings
WHERE name = 'synchronous_commit' AND setting = 'off' AND source <> 'session'
