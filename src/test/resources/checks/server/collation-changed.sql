-- finds: collation public.german
CREATE COLLATION public.german (provider = icu, locale = 'de');
UPDATE pg_collation SET collversion = '0.1' WHERE collname = 'german';
