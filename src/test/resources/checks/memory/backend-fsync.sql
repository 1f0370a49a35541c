-- replace: 0)::float8 AS total => 0)::float8 + extract(epoch FROM clock_timestamp()) AS total
-- replace: buffers_backend_fsync AS total => buffers_backend_fsync + extract(epoch FROM clock_timestamp())::float8 AS total
-- again: SELECT pg_sleep(0.1)
SELECT 1;
