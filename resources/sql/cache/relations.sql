-- title: Tables and views behind the names that a statement uses, views opened
WITH RECURSIVE named(id) AS (
    SELECT DISTINCT pg_catalog.to_regclass(n)::oid
    FROM unnest(:names::text[]) AS n
    WHERE pg_catalog.to_regclass(n) IS NOT NULL
), opened(id) AS (
    SELECT id FROM named
    UNION
    SELECT d.refobjid
    FROM opened o
    JOIN pg_catalog.pg_rewrite r ON r.ev_class = o.id
    JOIN pg_catalog.pg_depend d ON d.classid = 'pg_catalog.pg_rewrite'::regclass AND d.objid = r.oid
                               AND d.refclassid = 'pg_catalog.pg_class'::regclass AND d.refobjid <> o.id
)
SELECT n.nspname || '.' || c.relname AS name
FROM opened o
JOIN pg_catalog.pg_class c ON c.oid = o.id
JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
WHERE c.relkind IN ('r', 'p', 'v', 'm', 'f')
