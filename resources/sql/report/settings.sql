-- title: Settings that somebody changed, without those that Howdah's own session asked for
-- wants: role pg_read_all_settings
SELECT name, setting, unit, source, boot_val AS preset, pending_restart
FROM pg_catalog.pg_settings
WHERE source NOT IN ('default', 'override', 'client', 'session') AND setting IS DISTINCT FROM boot_val
ORDER BY name
