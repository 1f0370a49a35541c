-- title: The table that an index, sequence, constraint, trigger or column belongs to
SELECT n.nspname AS schema, t.relname AS name
FROM (
    SELECT i.indrelid AS rel, x.relnamespace AS ns, x.relname::text AS part
    FROM pg_catalog.pg_index i
    JOIN pg_catalog.pg_class x ON x.oid = i.indexrelid
    UNION ALL
    SELECT d.refobjid, x.relnamespace, x.relname::text
    FROM pg_catalog.pg_depend d
    JOIN pg_catalog.pg_class x ON x.oid = d.objid AND x.relkind = 'S'
    WHERE d.classid = 'pg_catalog.pg_class'::regclass AND d.refclassid = 'pg_catalog.pg_class'::regclass AND d.deptype IN ('a', 'i')
    UNION ALL
    SELECT k.conrelid, r.relnamespace, r.relname || '.' || k.conname
    FROM pg_catalog.pg_constraint k
    JOIN pg_catalog.pg_class r ON r.oid = k.conrelid
    UNION ALL
    SELECT g.tgrelid, r.relnamespace, r.relname || '.' || g.tgname
    FROM pg_catalog.pg_trigger g
    JOIN pg_catalog.pg_class r ON r.oid = g.tgrelid
    UNION ALL
    SELECT a.attrelid, r.relnamespace, r.relname || '.' || a.attname
    FROM pg_catalog.pg_attribute a
    JOIN pg_catalog.pg_class r ON r.oid = a.attrelid AND r.relkind IN ('r', 'p')
    WHERE a.attnum > 0 AND NOT a.attisdropped
) o
JOIN pg_catalog.pg_namespace n ON n.oid = o.ns
JOIN pg_catalog.pg_class t ON t.oid = o.rel
WHERE n.nspname || '.' || o.part = :object
LIMIT 1
