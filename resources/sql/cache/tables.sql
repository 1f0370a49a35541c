-- title: Blocks found and read by table, its indexes and TOAST included
-- interval: 10
SELECT pg_catalog.format('%I.%I', s.schemaname, s.relname) AS name,
       coalesce(s.heap_blks_hit, 0) + coalesce(s.idx_blks_hit, 0) + coalesce(s.toast_blks_hit, 0) + coalesce(s.tidx_blks_hit, 0) AS hits,
       coalesce(s.heap_blks_read, 0) + coalesce(s.idx_blks_read, 0) + coalesce(s.toast_blks_read, 0) + coalesce(s.tidx_blks_read, 0) AS reads
FROM pg_catalog.pg_statio_user_tables s
ORDER BY coalesce(s.heap_blks_hit, 0) + coalesce(s.heap_blks_read, 0) DESC
LIMIT 200
