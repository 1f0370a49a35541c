-- title: effective_cache_size is below shared_buffers
-- why: The planner believes that less is cached than the server itself holds, and avoids indexes.
-- finding: effective_cache_size is {cache:bytes}, shared_buffers {buffers:bytes}.
-- warn: any
-- points: 2
-- interval: 3600
-- tab: servers SETTINGS/effective_cache_size
SELECT pg_size_bytes(current_setting('effective_cache_size'))::float8 AS cache, pg_size_bytes(current_setting('shared_buffers'))::float8 AS buffers
WHERE pg_size_bytes(current_setting('effective_cache_size')) < pg_size_bytes(current_setting('shared_buffers'))
