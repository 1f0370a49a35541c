-- title: Replication slots that keep much log
-- why: The reader is far behind. The log that it still needs fills the disk of this server.
-- finding: Slot {object} keeps {value} of the log.
-- unit: bytes
-- warn: 1073741824
-- crit: 10737418240
-- scope: server
-- tab: servers REPLICATION/{object}
SELECT quote_ident(slot_name) AS object, active, wal_status, safe_wal_size,
       pg_wal_lsn_diff(CASE WHEN pg_is_in_recovery() THEN pg_last_wal_replay_lsn() ELSE pg_current_wal_lsn() END, restart_lsn)::float8 AS value
FROM pg_replication_slots
WHERE restart_lsn IS NOT NULL
ORDER BY 5 DESC
