-- title: To which cluster a server belongs, and how long it has counted
SELECT (SELECT system_identifier::text FROM pg_catalog.pg_control_system()) AS cluster,
       coalesce((SELECT concat_ws(',', slot_name, substring(conninfo from 'application_name=''?([^'' ]+)'), nullif(current_setting('cluster_name'), ''))
                 FROM pg_catalog.pg_stat_wal_receiver), '') AS wal_receiver,
       coalesce((SELECT stats_reset > clock_timestamp() - make_interval(days => :days) FROM pg_catalog.pg_stat_database
                 WHERE datname = current_database()), true) AS recent
