-- finds: *
-- replace: backend_type = 'autovacuum worker' AND query LIKE '%to prevent wraparound%' => query LIKE '%to prevent wraparound%'
SELECT 1;
