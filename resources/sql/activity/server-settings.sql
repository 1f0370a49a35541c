-- title: All settings of the server as they hold for a new session, but for those that Howdah's own session changes for itself
-- wants: role pg_read_all_settings
SELECT name, coalesce(setting, '') AS value, coalesce(unit, '') AS unit, coalesce(boot_val, '') AS preset, source,
       CASE WHEN sourcefile IS NULL THEN '' ELSE sourcefile || ':' || sourceline END AS place, pending_restart
FROM pg_catalog.pg_settings
WHERE source NOT IN ('client', 'session')
ORDER BY name
