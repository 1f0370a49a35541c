-- title: Reads, writes, hits and evictions by kind of process, object and context
-- needs: version 16
-- interval: 5
SELECT i.backend_type, i.object, i.context, i.reads, i.read_bytes::bigint, CASE WHEN current_setting(CASE i.object WHEN 'wal' THEN 'track_wal_io_timing' ELSE 'track_io_timing' END)::bool THEN i.read_time END AS read_time,
       i.writes, i.write_bytes::bigint, CASE WHEN current_setting(CASE i.object WHEN 'wal' THEN 'track_wal_io_timing' ELSE 'track_io_timing' END)::bool THEN i.write_time END AS write_time, i.extends AS extends_count, i.hits, i.evictions, i.reuses, i.fsyncs, i.stats_reset
FROM pg_catalog.pg_stat_io i
WHERE coalesce(i.reads, 0) + coalesce(i.writes, 0) + coalesce(i.extends, 0) + coalesce(i.hits, 0) > 0
ORDER BY 1, 2, 3
