-- title: Replicas are many bytes behind
-- why: What a replica has not got is lost with this server.
-- finding: Replica {object} has {value} of the log still to replay.
-- unit: bytes
-- warn: 104857600
-- crit: 1073741824
-- interval: 30
-- scope: server
-- tab: servers REPLICATION/{object}
-- wants: role pg_read_all_stats
SELECT coalesce(nullif(application_name, ''), pid::text) AS object, state, client_addr::text AS client,
       pg_wal_lsn_diff(CASE WHEN pg_is_in_recovery() THEN pg_last_wal_replay_lsn() ELSE pg_current_wal_lsn() END, replay_lsn)::float8 AS value
FROM pg_stat_replication
WHERE replay_lsn IS NOT NULL
ORDER BY 4 DESC
