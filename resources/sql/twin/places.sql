-- title: Where a twin keeps each relation
SELECT c.oid::bigint AS oid, n.nspname::text AS schema, c.relname::text AS name, pg_catalog.pg_relation_filepath(c.oid)::text AS file
FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
WHERE c.relkind IN ('r', 'p', 'm', 'i', 'I') AND n.nspname NOT LIKE 'pg\_%' AND n.nspname <> 'information_schema'
