-- title: track_activities is off
-- why: Nobody can see what sessions do, nor for how long.
-- finding: track_activities is off.
-- warn: any
-- interval: 300
-- scope: server
-- tab: servers SETTINGS/track_activities
-- fix: ALTER SYSTEM SET track_activities = on; SELECT pg_reload_conf();
-- undo: ALTER SYSTEM SET track_activities = off; SELECT pg_reload_conf();
SELECT setting FROM pg_settings WHERE name = 'track_activities' AND setting = 'off'
