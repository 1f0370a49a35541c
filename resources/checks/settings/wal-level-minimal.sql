-- title: The log is not enough for replicas and backups
-- why: With wal_level = minimal neither a replica nor a backup with point in time can be made.
-- finding: wal_level is minimal.
-- warn: any
-- points: 2
-- interval: 3600
-- scope: server
-- tab: servers SETTINGS/wal_level
SELECT setting FROM pg_settings WHERE name = 'wal_level' AND setting = 'minimal'
