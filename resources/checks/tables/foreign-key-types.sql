-- title: Foreign keys between different types
-- why: The narrower side ends first, and comparing needs a conversion that may keep an index from being used.
-- finding: {object}: {columns} is {child_type}, what it refers to is {parent_type}.
-- warn: any
-- points: 1
-- interval: 3600
-- tab: data {object}
SELECT format('%I.%I.%I', n.nspname, c.relname, k.conname) AS object, quote_ident(a.attname) AS columns,
       format_type(a.atttypid, a.atttypmod) AS child_type, format_type(f.atttypid, f.atttypmod) AS parent_type
FROM pg_constraint k
JOIN pg_class c ON c.oid = k.conrelid
JOIN pg_namespace n ON n.oid = c.relnamespace
CROSS JOIN LATERAL unnest(k.conkey, k.confkey) AS x (child, parent)
JOIN pg_attribute a ON a.attrelid = k.conrelid AND a.attnum = x.child
JOIN pg_attribute f ON f.attrelid = k.confrelid AND f.attnum = x.parent
WHERE k.contype = 'f' AND k.conparentid = 0 AND a.atttypid <> f.atttypid
