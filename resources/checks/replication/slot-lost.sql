-- title: Replication slots that lost their log
-- why: The log that the reader needs is gone or about to go: it must be built anew.
-- finding: Slot {object} is {wal_status}.
-- crit: any
-- scope: server
-- tab: servers REPLICATION/{object}
SELECT quote_ident(slot_name) AS object, wal_status, active,
       CASE WHEN wal_status = 'lost' THEN format('SELECT pg_drop_replication_slot(%L);', slot_name) END AS fix
FROM pg_replication_slots
WHERE wal_status IN ('lost', 'unreserved')
