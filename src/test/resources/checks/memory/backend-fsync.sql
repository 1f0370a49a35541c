-- replace: 0)::float8 AS total => 0)::float8 + extract(epoch FROM clock_timestamp()) AS total
-- from: 17
-- again: SELECT pg_sleep(0.1)
SELECT 1;
