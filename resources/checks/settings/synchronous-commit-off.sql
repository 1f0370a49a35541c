-- title: Commits do not wait for the disk
-- why: A crash loses the transactions of the last moments that clients were told are safe.
-- finding: synchronous_commit is off.
-- warn: any
-- points: 2
-- interval: 300
-- tab: overview
-- fix: ALTER SYSTEM SET synchronous_commit = on; SELECT pg_reload_conf();
-- undo: ALTER SYSTEM SET synchronous_commit = off; SELECT pg_reload_conf();
SELECT setting, source FROM pg_settings WHERE name = 'synchronous_commit' AND setting = 'off' AND source <> 'session'
