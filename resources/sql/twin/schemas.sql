-- title: Schemas
SELECT 'schema' AS kind, quote_ident(n.nspname) AS name, 'CREATE SCHEMA IF NOT EXISTS ' || quote_ident(n.nspname) AS ddl, NULL::text AS stub
FROM pg_catalog.pg_namespace n
WHERE n.nspname NOT LIKE 'pg\_%' AND n.nspname <> 'information_schema'
ORDER BY n.oid
