-- title: The small caches of transaction state
-- interval: 10
SELECT s.name, s.blks_hit AS hits, s.blks_read AS reads, s.blks_written AS written, s.flushes, s.stats_reset FROM pg_catalog.pg_stat_slru s ORDER BY 1
