-- title: This standby is behind
-- why: Who reads here sees old rows.
-- finding: This standby replayed its last transaction {value} ago and has more to replay.
-- unit: seconds
-- warn: 5
-- crit: 30
-- interval: 30
-- scope: server
-- tab: servers REPLICATION/
SELECT extract(epoch FROM clock_timestamp() - pg_last_xact_replay_timestamp())::float8 AS value,
       pg_last_wal_receive_lsn()::text AS received, pg_last_wal_replay_lsn()::text AS replayed,
       CASE WHEN pg_last_xact_replay_timestamp() IS NULL THEN 'unseen' END AS level,
       CASE WHEN pg_last_xact_replay_timestamp() IS NULL THEN 'no transaction replayed yet' END AS object
WHERE pg_is_in_recovery() AND pg_last_wal_receive_lsn() IS DISTINCT FROM pg_last_wal_replay_lsn()
