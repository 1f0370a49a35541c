-- from: 15
-- finds: stopped
-- replace: apply_error_count + sync_error_count AS total => extract(epoch FROM clock_timestamp())::float8 AS total
-- again: SELECT 1
SELECT 1;
