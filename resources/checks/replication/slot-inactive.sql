-- title: Replication slots that nobody reads
-- why: The server keeps all log since they were last read, until the disk is full.
-- finding: Slot {object} is not in use and keeps {kept:bytes} of the log.
-- warn: any
-- scope: server
-- tab: servers REPLICATION/{object}
SELECT quote_ident(slot_name) AS object, slot_name AS name, slot_type AS type, database, wal_status,
       pg_wal_lsn_diff(CASE WHEN pg_is_in_recovery() THEN pg_last_wal_replay_lsn() ELSE pg_current_wal_lsn() END, restart_lsn)::float8 AS kept
FROM pg_replication_slots s
-- a slot that is synchronised from the primary is never read here
WHERE NOT active AND NOT temporary AND NOT coalesce((to_jsonb(s) ->> 'synced')::bool, false)
