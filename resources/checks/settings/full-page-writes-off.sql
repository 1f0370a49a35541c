-- title: full_page_writes is off
-- why: A page that was half written when the machine stopped cannot be mended.
-- finding: full_page_writes is off.
-- crit: any
-- interval: 300
-- scope: server
-- tab: servers SETTINGS/full_page_writes
-- fix: ALTER SYSTEM SET full_page_writes = on; SELECT pg_reload_conf();
-- undo: ALTER SYSTEM SET full_page_writes = off; SELECT pg_reload_conf();
SELECT setting FROM pg_settings WHERE name = 'full_page_writes' AND setting = 'off'
