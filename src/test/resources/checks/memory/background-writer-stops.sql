-- warn: 0.01
-- replace: maxwritten_clean AS total => extract(epoch FROM clock_timestamp())::float8 AS total
-- again: SELECT pg_sleep(0.1)
SELECT 1;
