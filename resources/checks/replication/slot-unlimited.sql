-- title: Slots may fill the disk
-- why: With max_slot_wal_keep_size = -1 a reader that stays away stops this server in the end.
-- finding: {slots} slots keep log without a limit.
-- warn: any
-- points: 1
-- interval: 3600
-- scope: server
-- tab: servers SETTINGS/max_slot_wal_keep_size
-- undo: ALTER SYSTEM RESET max_slot_wal_keep_size; SELECT pg_reload_conf();
SELECT count(*) AS slots,
       -- a limit below what a slot keeps already would lose that slot at the next checkpoint
       format('ALTER SYSTEM SET max_slot_wal_keep_size = %L; SELECT pg_reload_conf();', greatest(51200, ceil(2 * coalesce(max(
           pg_wal_lsn_diff(CASE WHEN pg_is_in_recovery() THEN pg_last_wal_replay_lsn() ELSE pg_current_wal_lsn() END, restart_lsn)), 0)
           / 1048576))::bigint || 'MB') AS fix
FROM pg_replication_slots
WHERE current_setting('max_slot_wal_keep_size') = '-1'
HAVING count(*) > 0
