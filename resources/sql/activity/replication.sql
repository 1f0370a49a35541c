-- title: Replication slots, standbys, the receiver and subscriptions of the server
-- wants: role pg_read_all_stats
SELECT kind, name, state, detail, behind_bytes, lag_seconds
FROM (
    SELECT 'SLOT' AS kind, s.slot_name::text AS name, CASE WHEN s.active THEN 'active' ELSE 'inactive' END AS state,
           concat_ws(', ', s.slot_type, s.plugin, s.database, s.wal_status) AS detail,
           pg_catalog.pg_wal_lsn_diff(CASE WHEN pg_catalog.pg_is_in_recovery() THEN pg_catalog.pg_last_wal_replay_lsn()
                                           ELSE pg_catalog.pg_current_wal_lsn() END, s.restart_lsn)::bigint AS behind_bytes,
           NULL::float8 AS lag_seconds
    FROM pg_catalog.pg_replication_slots s
    UNION ALL
    SELECT 'STANDBY', coalesce(nullif(r.application_name, ''), r.pid::text), coalesce(r.state, ''),
           concat_ws(', ', host(r.client_addr), r.sync_state, r.pid::text),
           pg_catalog.pg_wal_lsn_diff(r.sent_lsn, r.replay_lsn)::bigint, extract(epoch FROM r.replay_lag)::float8
    FROM pg_catalog.pg_stat_replication r
    UNION ALL
    SELECT 'RECEIVER', coalesce(nullif(w.slot_name, ''), w.pid::text), coalesce(w.status, ''), concat_ws(', ', w.sender_host, w.sender_port::text),
           NULL, NULL
    FROM pg_catalog.pg_stat_wal_receiver w
    UNION ALL
    SELECT 'SUBSCRIPTION', s.subname::text, CASE WHEN s.pid IS NULL THEN 'inactive' ELSE 'active' END, coalesce(s.pid::text, ''), NULL, NULL
    FROM pg_catalog.pg_stat_subscription s
    -- from 16 on workers that apply beside the subscription's own one stand there too
    WHERE s.relid IS NULL AND to_jsonb(s) ->> 'leader_pid' IS NULL
) all_of_it
ORDER BY kind, name
