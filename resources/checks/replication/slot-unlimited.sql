-- title: Slots may fill the disk
-- why: With max_slot_wal_keep_size = -1 a reader that stays away stops this server in the end.
-- finding: {slots} slots keep log without a limit.
-- warn: any
-- points: 1
-- interval: 3600
-- scope: server
-- tab: activity
-- fix: ALTER SYSTEM SET max_slot_wal_keep_size = '50GB'; SELECT pg_reload_conf();
-- undo: ALTER SYSTEM RESET max_slot_wal_keep_size; SELECT pg_reload_conf();
SELECT count(*) AS slots
FROM pg_replication_slots
WHERE current_setting('max_slot_wal_keep_size') = '-1'
HAVING count(*) > 0
