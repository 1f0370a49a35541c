-- finds: autovacuum_freeze_max_age
SELECT 1;
