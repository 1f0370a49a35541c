-- finds: public.as_boss(integer)
-- spares: public.as_boss_safely()
CREATE FUNCTION as_boss(int) RETURNS int LANGUAGE sql SECURITY DEFINER AS 'SELECT $1';
CREATE FUNCTION as_boss_safely() RETURNS int LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog AS 'SELECT 1';
