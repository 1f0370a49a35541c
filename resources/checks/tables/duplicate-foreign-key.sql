-- title: Foreign keys that are the same
-- why: Each write is checked twice.
-- finding: {object} says the same as {kept}.
-- warn: any
-- points: 1
-- interval: 3600
-- tab: data {object}
SELECT format('%I.%I.%I', n.nspname, c.relname, b.conname) AS object, min(a.conname) AS kept,
       format('ALTER TABLE %I.%I DROP CONSTRAINT %I;', n.nspname, c.relname, b.conname) AS fix,
       format('ALTER TABLE %I.%I ADD CONSTRAINT %I %s;', n.nspname, c.relname, b.conname, pg_get_constraintdef(b.oid)) AS undo
FROM pg_constraint a
JOIN pg_constraint b ON b.conrelid = a.conrelid AND b.confrelid = a.confrelid AND b.conkey = a.conkey AND b.confkey = a.confkey
                     AND b.oid > a.oid AND b.contype = 'f' AND b.confdeltype = a.confdeltype AND b.confupdtype = a.confupdtype
                     AND b.confmatchtype = a.confmatchtype AND b.condeferrable = a.condeferrable AND b.condeferred = a.condeferred
                     AND b.conpfeqop = a.conpfeqop AND (a.convalidated OR NOT b.convalidated)
                     AND (to_jsonb(a) -> 'confdelsetcols') IS NOT DISTINCT FROM (to_jsonb(b) -> 'confdelsetcols')
                     AND (to_jsonb(a) -> 'conenforced') IS NOT DISTINCT FROM (to_jsonb(b) -> 'conenforced')
JOIN pg_class c ON c.oid = b.conrelid
JOIN pg_namespace n ON n.oid = c.relnamespace
WHERE a.contype = 'f' AND a.conparentid = 0 AND b.conparentid = 0
GROUP BY n.nspname, c.relname, b.conname, b.oid
