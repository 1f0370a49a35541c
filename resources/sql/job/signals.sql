-- title: What says that a job should go slower
-- wants: role pg_monitor
SELECT (SELECT max(extract(epoch FROM replay_lag)) FROM pg_catalog.pg_stat_replication)::float8 AS replica_lag,
       CASE WHEN NOT pg_catalog.pg_is_in_recovery()
            THEN pg_catalog.pg_wal_lsn_diff(pg_catalog.pg_current_wal_lsn(), '0/0')::bigint END AS wal_position,
       CASE WHEN NOT pg_catalog.pg_is_in_recovery()
            THEN (SELECT max(pg_catalog.pg_wal_lsn_diff(pg_catalog.pg_current_wal_lsn(), restart_lsn))
                  FROM pg_catalog.pg_replication_slots)::bigint END AS slot_retention,
       (SELECT count(*) FROM pg_catalog.pg_stat_progress_vacuum v
        WHERE v.datname = current_database() AND v.relid = pg_catalog.to_regclass(:table))::int AS vacuums,
       (SELECT count(*) FROM pg_catalog.pg_locks l
        WHERE NOT l.granted AND :pid = ANY (pg_catalog.pg_blocking_pids(l.pid)))::int AS waiters,
       greatest((SELECT max(pg_catalog.age(backend_xmin)) FROM pg_catalog.pg_stat_activity WHERE pid <> :pid),
                (SELECT max(pg_catalog.age(xmin)) FROM pg_catalog.pg_replication_slots),
                (SELECT max(pg_catalog.age(transaction)) FROM pg_catalog.pg_prepared_xacts))::bigint AS xmin_age,
       (SELECT count(*) FROM pg_catalog.pg_stat_activity WHERE backend_type = 'client backend')::int AS connections
