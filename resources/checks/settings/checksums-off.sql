-- title: Pages have no checksums
-- why: Damage by storage or memory goes unseen until it has spread into the backups.
-- finding: Data checksums are off.
-- warn: any
-- points: 1
-- interval: 3600
-- scope: server
-- tab: servers SETTINGS/data_checksums
SELECT setting FROM pg_settings WHERE name = 'data_checksums' AND setting = 'off'
