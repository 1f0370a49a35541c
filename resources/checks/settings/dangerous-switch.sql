-- title: Switches that are meant for rescue
-- why: They hide damage or let it spread; they should be on for minutes, not for good.
-- finding: {object} is {setting}.
-- crit: any
-- interval: 300
-- scope: server
-- tab: servers SETTINGS/{object}
-- fix: ALTER SYSTEM RESET {object}; SELECT pg_reload_conf();
SELECT name AS object, setting, source
FROM pg_settings
WHERE name IN ('zero_damaged_pages', 'ignore_checksum_failure', 'ignore_system_indexes', 'ignore_invalid_pages', 'allow_system_table_mods')
  AND setting = 'on'
