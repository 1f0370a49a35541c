-- title: Buffers by how often they were used lately
-- needs: version 16, extension pg_buffercache, role pg_monitor
-- interval: 10
SELECT u.usage_count, u.buffers::bigint, u.dirty::bigint, u.pinned::bigint FROM pg_buffercache_usage_counts() u ORDER BY 1
