-- title: Sessions sync files themselves
-- why: The queue of the checkpointer is full. Each such sync stalls a session for as long as the disk takes.
-- finding: Sessions sync {value} files themselves.
-- unit: per-second
-- warn: 0.01
-- crit: 1
-- points: 8
-- rate: second
-- confidence: measured
-- interval: 300
-- scope: server
-- tab: cache IO/
SELECT buffers_backend_fsync AS total, stats_reset::text AS epoch FROM pg_stat_bgwriter
-- from: 17
SELECT coalesce(sum(fsyncs), 0)::float8 AS total, max(stats_reset)::text AS epoch
FROM pg_stat_io
WHERE object = 'relation' AND context = 'normal' AND backend_type = 'client backend'
