-- title: shared_buffers at a glance
-- needs: version 16, extension pg_buffercache, role pg_monitor
-- interval: 10
SELECT b.buffers_used AS used, b.buffers_unused AS unused, b.buffers_dirty AS dirty, b.buffers_pinned AS pinned, b.usagecount_avg AS usage_average,
       current_setting('block_size')::int AS block_size
FROM pg_buffercache_summary() b
