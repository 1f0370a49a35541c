-- title: What keeps vacuum from removing dead rows, the oldest first
-- wants: role pg_read_all_stats
-- interval: 10
SELECT kind, name, pid, backend_start, database, xid_age, seconds
FROM (
    SELECT CASE WHEN a.backend_type = 'walsender' THEN 'STANDBY' WHEN a.backend_type = 'autovacuum worker' THEN 'AUTOVACUUM'
                ELSE 'SESSION' END AS kind,
           coalesce(nullif(a.application_name, ''), a.backend_type, '') AS name,
           a.pid,
           a.backend_start,
           coalesce(a.datname::text, '') AS database,
           greatest(pg_catalog.age(a.backend_xmin), pg_catalog.age(a.backend_xid)) AS xid_age,
           extract(epoch FROM pg_catalog.clock_timestamp() - a.xact_start)::float8 AS seconds
    FROM pg_catalog.pg_stat_activity a
    WHERE (a.backend_xmin IS NOT NULL OR a.backend_xid IS NOT NULL) AND a.pid <> pg_catalog.pg_backend_pid()
    UNION ALL
    SELECT 'SLOT', s.slot_name::text, s.active_pid, NULL, coalesce(s.database::text, ''),
           greatest(pg_catalog.age(s.xmin), pg_catalog.age(s.catalog_xmin)), NULL
    FROM pg_catalog.pg_replication_slots s
    WHERE s.xmin IS NOT NULL OR s.catalog_xmin IS NOT NULL
    UNION ALL
    SELECT 'PREPARED', p.gid, NULL, NULL, p.database::text, pg_catalog.age(p.transaction),
           extract(epoch FROM pg_catalog.clock_timestamp() - p.prepared)::float8
    FROM pg_catalog.pg_prepared_xacts p
) h
ORDER BY xid_age DESC NULLS LAST
LIMIT 50
