-- title: New passwords are stored as md5
-- why: md5 can be guessed quickly; scram-sha-256 has been the default since version 14.
-- finding: password_encryption is {setting}.
-- warn: any
-- interval: 3600
-- scope: server
-- tab: servers SETTINGS/password_encryption
-- fix: ALTER SYSTEM SET password_encryption = 'scram-sha-256'; SELECT pg_reload_conf();
-- undo: ALTER SYSTEM SET password_encryption = 'md5'; SELECT pg_reload_conf();
SELECT setting FROM pg_settings WHERE name = 'password_encryption' AND setting <> 'scram-sha-256'
