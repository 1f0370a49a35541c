-- title: Sessions write pages themselves
-- why: They should find clean pages and cannot: checkpointer and background writer are too slow or shared_buffers too small.
-- finding: {value} of the pages written were written by sessions that needed the room.
-- unit: share
-- warn: 0.5
-- rate: base
-- floor: 10000
-- points: 2
-- confidence: measured
-- interval: 300
-- scope: server
-- tab: cache IO/
SELECT buffers_backend AS total, buffers_backend + buffers_clean + buffers_checkpoint AS base, stats_reset::text AS epoch
FROM pg_stat_bgwriter
-- from: 17
SELECT sum(writes) FILTER (WHERE backend_type IN ('client backend', 'background worker', 'autovacuum worker'))::float8 AS total,
       sum(writes)::float8 AS base, max(stats_reset)::text AS epoch
FROM pg_stat_io
WHERE object = 'relation' AND context = 'normal'
