-- title: Autovacuum is off
-- why: Dead rows and old statistics stay everywhere, until wraparound forces vacuums at the worst time.
-- finding: autovacuum is off for the whole server.
-- crit: any
-- interval: 300
-- scope: server
-- tab: servers SETTINGS/autovacuum
-- fix: ALTER SYSTEM SET autovacuum = on; SELECT pg_reload_conf();
-- undo: ALTER SYSTEM SET autovacuum = off; SELECT pg_reload_conf();
SELECT setting FROM pg_settings WHERE name = 'autovacuum' AND setting = 'off'
