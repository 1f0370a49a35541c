-- title: Every statement is logged
-- why: The log grows as fast as the work and slows it; parameters of statements stand in it.
-- finding: {object} is {setting}.
-- warn: any
-- points: 2
-- interval: 3600
-- tab: servers SETTINGS/{object}
-- fix: ALTER SYSTEM RESET {object}; SELECT pg_reload_conf();
SELECT name AS object, setting
FROM pg_settings
WHERE (name = 'log_statement' AND setting = 'all') OR (name = 'log_min_duration_statement' AND setting = '0')
   OR (name = 'log_duration' AND setting = 'on')
