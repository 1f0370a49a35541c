-- title: Settings wait for a restart
-- why: The server does not do what its files say, and may not start with them.
-- finding: {object} was changed and waits for a restart.
-- warn: any
-- points: 2
-- interval: 300
-- scope: server
-- tab: servers SETTINGS/{object}
-- wants: role pg_read_all_settings
SELECT name AS object, setting AS running, unit
FROM pg_settings
-- what the command line gives stays as it is, and a session that has read pg_file_settings takes it for changed
WHERE pending_restart AND source <> 'command line'
