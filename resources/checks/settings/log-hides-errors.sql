-- title: Errors are not logged
-- why: What went wrong can only be learnt from the log.
-- finding: {object} is {setting}.
-- warn: any
-- interval: 3600
-- tab: servers SETTINGS/{object}
-- fix: ALTER SYSTEM RESET {object}; SELECT pg_reload_conf();
SELECT name AS object, setting
FROM pg_settings
WHERE name IN ('log_min_messages', 'log_min_error_statement') AND setting IN ('fatal', 'panic') AND source NOT IN ('session', 'client')
