-- title: track_counts is off
-- why: Autovacuum sees nothing to do, and nothing can be said of what is used.
-- finding: track_counts is off.
-- crit: any
-- interval: 300
-- scope: server
-- tab: servers SETTINGS/track_counts
-- fix: ALTER SYSTEM SET track_counts = on; SELECT pg_reload_conf();
-- undo: ALTER SYSTEM SET track_counts = off; SELECT pg_reload_conf();
SELECT setting FROM pg_settings WHERE name = 'track_counts' AND setting = 'off'
