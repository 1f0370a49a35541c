-- title: Primary keys, unique, exclusion, check and foreign key constraints
SELECT k.conrelid::bigint AS table_id, k.conname::text AS name, k.contype::text AS kind, pg_catalog.pg_get_constraintdef(k.oid) AS definition,
       nullif(k.conindid, 0)::bigint AS index_id, k.conparentid <> 0 AS derived, nullif(k.confrelid, 0)::bigint AS referenced_id,
       array_to_string(k.conkey, ' ') AS columns, k.confdeltype::text AS on_delete
FROM pg_catalog.pg_constraint k
JOIN pg_catalog.pg_class c ON c.oid = k.conrelid
JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
WHERE k.contype IN ('p', 'u', 'x', 'c', 'f') AND c.relkind IN ('r', 'p', 'f') AND c.relpersistence <> 't'
  AND n.nspname NOT LIKE 'pg\_%' AND n.nspname <> 'information_schema'
  AND NOT EXISTS (SELECT FROM pg_catalog.pg_depend e
                  WHERE e.classid = 'pg_catalog.pg_class'::regclass AND e.objid = c.oid AND e.deptype = 'e')
ORDER BY k.conrelid, k.oid
