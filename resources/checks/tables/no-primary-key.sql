-- title: Tables without a primary key
-- why: Duplicates cannot be told apart, logical replication refuses updates, and rows cannot be paged safely.
-- finding: {object} has no primary key.
-- warn: any
-- points: 2
-- interval: 3600
-- tab: data {object}
SELECT format('%I.%I', n.nspname, c.relname) AS object, c.reltuples::bigint AS rows,
       (SELECT format('ALTER TABLE %I.%I ADD PRIMARY KEY USING INDEX %I;', n.nspname, c.relname, ic.relname)
        FROM pg_index i
        JOIN pg_class ic ON ic.oid = i.indexrelid
        WHERE i.indrelid = c.oid AND c.relkind = 'r' AND i.indisunique AND i.indisvalid AND i.indpred IS NULL AND i.indexprs IS NULL
          AND NOT EXISTS (SELECT FROM pg_constraint k WHERE k.conindid = ic.oid)
          AND NOT EXISTS (SELECT FROM pg_attribute a WHERE a.attrelid = c.oid AND a.attnum = ANY (i.indkey::int2[]) AND NOT a.attnotnull)
        LIMIT 1) AS fix
FROM pg_class c
JOIN pg_namespace n ON n.oid = c.relnamespace
WHERE c.relkind IN ('r', 'p') AND NOT c.relispartition AND c.relpersistence <> 't'
  AND n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'
  AND NOT EXISTS (SELECT FROM pg_constraint k WHERE k.conrelid = c.oid AND k.contype = 'p')
  AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.classid = 'pg_class'::regclass AND d.objid = c.oid AND d.deptype = 'e')
  AND NOT EXISTS (SELECT FROM pg_inherits h WHERE h.inhrelid = c.oid)
ORDER BY c.reltuples DESC
