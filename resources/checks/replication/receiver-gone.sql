-- title: This standby receives nothing
-- why: It falls behind until it is connected again; the primary may remove log that it needs.
-- finding: This standby has no connection to its primary.
-- crit: any
-- interval: 30
-- scope: server
-- tab: servers REPLICATION/
SELECT pg_last_wal_receive_lsn()::text AS received, pg_last_wal_replay_lsn()::text AS replayed
WHERE pg_is_in_recovery() AND NOT EXISTS (SELECT FROM pg_stat_wal_receiver WHERE pid IS NOT NULL)
  AND NOT EXISTS (SELECT FROM pg_stat_activity WHERE backend_type = 'walreceiver')
  AND current_setting('restore_command') = ''
