-- title: Blocks found and read, and temporary files, by database
-- interval: 5
SELECT d.datname AS name, d.blks_hit AS hits, d.blks_read AS reads, d.temp_files, d.temp_bytes, d.stats_reset
FROM pg_catalog.pg_stat_database d
WHERE d.datname IS NOT NULL AND d.blks_hit + d.blks_read > 0
ORDER BY d.blks_hit + d.blks_read DESC
LIMIT 200
