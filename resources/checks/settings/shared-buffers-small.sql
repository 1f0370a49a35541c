-- title: shared_buffers is small for this database
-- why: The default is meant for starting anywhere. A quarter of the memory is the usual beginning.
-- finding: shared_buffers is {buffers:bytes} for {size:bytes} of tables and indexes.
-- unit: count
-- warn: 20
-- points: 2
-- confidence: estimated
-- interval: 3600
-- tab: servers SETTINGS/shared_buffers
SELECT round(d.size::numeric / b.buffers, 1)::float8 AS value, d.size::float8 AS size, b.buffers::float8 AS buffers
FROM (SELECT sum(relpages::bigint) * current_setting('block_size')::int AS size FROM pg_class) AS d
CROSS JOIN (SELECT pg_size_bytes(current_setting('shared_buffers')) AS buffers) AS b
WHERE b.buffers <= 134217728
