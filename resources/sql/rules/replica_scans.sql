-- title: Whether a server of a cluster uses an index
SELECT (SELECT system_identifier::text FROM pg_catalog.pg_control_system()) AS cluster,
       coalesce((SELECT concat_ws(',', slot_name, substring(conninfo from 'application_name=''?([^'' ]+)'), nullif(current_setting('cluster_name'), ''))
                 FROM pg_catalog.pg_stat_wal_receiver), '') AS wal_receiver,
       coalesce((SELECT stats_reset > clock_timestamp() - make_interval(days => :days) FROM pg_catalog.pg_stat_database
                 WHERE datname = current_database()), true) AS recent,
       (SELECT sum(s.idx_scan)::bigint
        FROM pg_catalog.pg_stat_all_indexes s
        WHERE s.indexrelid = pg_catalog.to_regclass(:index)
           OR s.indexrelid IN (SELECT relid FROM pg_catalog.pg_partition_tree(pg_catalog.to_regclass(:index)))) AS scans
