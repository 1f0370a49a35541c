-- title: How far vacuum, analyze, index builds, cluster, copy and base backups have come
-- wants: role pg_read_all_stats
-- interval: 1
SELECT p.pid,
       p.command,
       coalesce(p.database, '') AS database,
       CASE WHEN p.relid <> 0 AND p.database = pg_catalog.current_database() THEN p.relid::regclass::text
            WHEN p.relid <> 0 THEN p.relid::text END AS relation,
       p.phase,
       p.done,
       p.total,
       p.unit,
       coalesce(p.rounds, 0) AS rounds,
       a.backend_start,
       extract(epoch FROM pg_catalog.clock_timestamp() - a.query_start)::float8 AS seconds,
       coalesce(a.usename::text, '') AS "user",
       a.backend_type = 'autovacuum worker' AS automatic
FROM (
    SELECT v.pid, 'VACUUM' AS command, v.datname::text AS database, v.relid, v.phase,
           CASE v.phase WHEN 'scanning heap' THEN v.heap_blks_scanned WHEN 'vacuuming heap' THEN v.heap_blks_vacuumed
                WHEN 'vacuuming indexes' THEN v.indexes_processed WHEN 'cleaning up indexes' THEN v.indexes_processed END AS done,
           CASE WHEN v.phase IN ('scanning heap', 'vacuuming heap') THEN v.heap_blks_total
                WHEN v.phase IN ('vacuuming indexes', 'cleaning up indexes') THEN nullif(v.indexes_total, 0) END AS total,
           CASE WHEN v.phase LIKE '%indexes' THEN 'INDEXES' ELSE 'BLOCKS' END AS unit, v.index_vacuum_count AS rounds
    FROM pg_catalog.pg_stat_progress_vacuum v
    UNION ALL
    SELECT z.pid, 'ANALYZE', z.datname::text, coalesce(nullif(z.current_child_table_relid, 0), z.relid), z.phase,
           CASE WHEN z.phase IN ('acquiring sample rows', 'acquiring inherited sample rows') THEN z.sample_blks_scanned
                WHEN z.phase = 'computing extended statistics' THEN z.ext_stats_computed END,
           CASE WHEN z.phase IN ('acquiring sample rows', 'acquiring inherited sample rows') THEN z.sample_blks_total
                WHEN z.phase = 'computing extended statistics' THEN z.ext_stats_total END,
           CASE WHEN z.phase = 'computing extended statistics' THEN 'STATISTICS' ELSE 'BLOCKS' END, NULL
    FROM pg_catalog.pg_stat_progress_analyze z
    UNION ALL
    SELECT i.pid, i.command, i.datname::text, i.relid, i.phase,
           CASE WHEN i.phase LIKE 'waiting for%' THEN i.lockers_done WHEN i.blocks_total > 0 THEN i.blocks_done ELSE nullif(i.tuples_done, 0) END,
           CASE WHEN i.phase LIKE 'waiting for%' THEN i.lockers_total WHEN i.blocks_total > 0 THEN i.blocks_total ELSE nullif(i.tuples_total, 0) END,
           CASE WHEN i.phase LIKE 'waiting for%' THEN 'SESSIONS' WHEN i.blocks_total > 0 THEN 'BLOCKS' ELSE 'ROWS' END, NULL
    FROM pg_catalog.pg_stat_progress_create_index i
    UNION ALL
    SELECT c.pid, c.command, c.datname::text, c.relid, c.phase,
           CASE WHEN c.phase = 'seq scanning heap' THEN c.heap_blks_scanned
                WHEN c.phase = 'writing new heap' THEN c.heap_tuples_written ELSE nullif(c.heap_tuples_scanned, 0) END,
           CASE WHEN c.phase = 'seq scanning heap' THEN c.heap_blks_total
                WHEN c.phase = 'writing new heap' THEN nullif(c.heap_tuples_scanned, 0) END,
           CASE WHEN c.phase = 'seq scanning heap' THEN 'BLOCKS' ELSE 'ROWS' END, nullif(c.index_rebuild_count, 0)
    FROM pg_catalog.pg_stat_progress_cluster c
    UNION ALL
    SELECT y.pid, y.command, y.datname::text, y.relid, y.type,
           CASE WHEN y.bytes_total > 0 THEN y.bytes_processed ELSE y.tuples_processed END,
           nullif(y.bytes_total, 0), CASE WHEN y.bytes_total > 0 THEN 'BYTES' ELSE 'ROWS' END, NULL
    FROM pg_catalog.pg_stat_progress_copy y
    UNION ALL
    SELECT b.pid, 'BASE BACKUP', NULL, 0, b.phase, b.backup_streamed, b.backup_total, 'BYTES', NULL
    FROM pg_catalog.pg_stat_progress_basebackup b
) p
LEFT JOIN pg_catalog.pg_stat_activity a USING (pid)
ORDER BY a.query_start
