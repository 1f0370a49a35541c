-- title: Faults in the configuration files
-- why: What cannot be read is not applied; some faults keep the server from starting again.
-- finding: {object}: {error}.
-- warn: any
-- interval: 300
-- scope: server
-- tab: overview
-- grant: GRANT SELECT ON pg_file_settings TO {user}; GRANT EXECUTE ON FUNCTION pg_show_all_file_settings() TO {user};
SELECT DISTINCT coalesce(name, 'line ' || sourceline) AS object, error, sourcefile, sourceline
FROM pg_file_settings
-- a setting that only waits for a restart is another check's
WHERE error IS NOT NULL AND error NOT LIKE '%could not be applied%'
