-- title: Extended statistics objects
SELECT e.oid::bigint AS id, e.stxrelid::bigint AS table_id, quote_ident(n.nspname) || '.' || quote_ident(e.stxname) AS name,
       pg_catalog.pg_get_statisticsobjdef(e.oid) AS definition
FROM pg_catalog.pg_statistic_ext e
JOIN pg_catalog.pg_namespace n ON n.oid = e.stxnamespace
WHERE n.nspname NOT LIKE 'pg\_%' AND n.nspname <> 'information_schema'
ORDER BY e.oid
