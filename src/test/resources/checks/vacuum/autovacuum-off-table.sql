-- finds: public.manual
-- spares: public.aged
CREATE TABLE manual (a int PRIMARY KEY) WITH (autovacuum_enabled = off);
