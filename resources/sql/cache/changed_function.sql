-- title: Announces a written table, the tables that it is a part of and its own parts
CREATE OR REPLACE FUNCTION howdah.cache_changed() RETURNS trigger LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp AS $howdah$
DECLARE
    changed text;
BEGIN
    FOR changed IN
        WITH RECURSIVE up(id) AS (
            SELECT TG_RELID
            UNION
            SELECT i.inhparent FROM up JOIN pg_catalog.pg_inherits i ON i.inhrelid = up.id
        ), down(id) AS (
            SELECT TG_RELID
            UNION
            SELECT i.inhrelid FROM down JOIN pg_catalog.pg_inherits i ON i.inhparent = down.id
        )
        SELECT n.nspname || '.' || c.relname
        FROM (SELECT id FROM up UNION SELECT id FROM down) AS family
        JOIN pg_catalog.pg_class c ON c.oid = family.id
        JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
    LOOP
        PERFORM pg_catalog.pg_notify(
            'howdah_cache', changed || '|' || coalesce(pg_catalog.current_setting('howdah.instance', true), ''));
    END LOOP;
    RETURN NULL;
END
$howdah$
