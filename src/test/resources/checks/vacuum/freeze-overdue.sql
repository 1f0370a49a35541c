-- finds: public.aged
-- replace: current_setting('autovacuum_freeze_max_age')::bigint => 1
CREATE TABLE aged (a int PRIMARY KEY);
SELECT pg_current_xact_id();
SELECT pg_current_xact_id();
SELECT pg_current_xact_id();
