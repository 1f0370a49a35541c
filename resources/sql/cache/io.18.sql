-- title: Reads, writes, hits and evictions by kind of process, object and context
-- needs: version 16
-- interval: 5
SELECT i.backend_type, i.object, i.context, i.reads, i.read_bytes::bigint, i.read_time,
       i.writes, i.write_bytes::bigint, i.write_time, i.extends AS extends_count, i.hits, i.evictions, i.reuses, i.fsyncs, i.stats_reset
FROM pg_catalog.pg_stat_io i
WHERE coalesce(i.reads, 0) + coalesce(i.writes, 0) + coalesce(i.extends, 0) + coalesce(i.hits, 0) > 0
ORDER BY 1, 2, 3
