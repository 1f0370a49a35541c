-- title: What hangs on these schemas from outside
SELECT 'foreign key' AS kind, k.conname::text AS name,
       k.conrelid::regclass::text || ' -> ' || k.confrelid::regclass::text AS because
FROM pg_catalog.pg_constraint k
JOIN pg_catalog.pg_class own ON own.oid = k.conrelid
JOIN pg_catalog.pg_class other ON other.oid = k.confrelid
WHERE k.contype = 'f'
  AND other.relnamespace IN (SELECT oid FROM pg_catalog.pg_namespace WHERE nspname = ANY (:schemas))
  AND own.relnamespace NOT IN (SELECT oid FROM pg_catalog.pg_namespace WHERE nspname = ANY (:schemas))
UNION
SELECT 'view', v.oid::regclass::text, t.oid::regclass::text
FROM pg_catalog.pg_depend d
JOIN pg_catalog.pg_rewrite w ON w.oid = d.objid AND d.classid = 'pg_catalog.pg_rewrite'::regclass
JOIN pg_catalog.pg_class v ON v.oid = w.ev_class
JOIN pg_catalog.pg_class t ON t.oid = d.refobjid AND d.refclassid = 'pg_catalog.pg_class'::regclass
WHERE t.relnamespace IN (SELECT oid FROM pg_catalog.pg_namespace WHERE nspname = ANY (:schemas))
  AND v.relnamespace NOT IN (SELECT oid FROM pg_catalog.pg_namespace WHERE nspname = ANY (:schemas))
ORDER BY 1, 2
