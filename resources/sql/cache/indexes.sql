-- title: Blocks found and read by index
-- interval: 10
SELECT pg_catalog.format('%I.%I', s.schemaname, s.indexrelname) AS name, coalesce(s.idx_blks_hit, 0) AS hits, coalesce(s.idx_blks_read, 0) AS reads
FROM pg_catalog.pg_statio_user_indexes s
ORDER BY coalesce(s.idx_blks_hit, 0) + coalesce(s.idx_blks_read, 0) DESC
LIMIT 200
