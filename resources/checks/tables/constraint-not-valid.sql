-- title: Constraints that were never validated
-- why: Old rows may break them, and the planner does not trust them.
-- finding: Constraint {object} holds for new rows only.
-- warn: any
-- points: 1
-- interval: 3600
-- tab: data {object}
SELECT format('%I.%I.%I', n.nspname, c.relname, k.conname) AS object, pg_get_constraintdef(k.oid) AS definition,
       format('ALTER TABLE %I.%I VALIDATE CONSTRAINT %I;', n.nspname, c.relname, k.conname) AS fix
FROM pg_constraint k
JOIN pg_class c ON c.oid = k.conrelid
JOIN pg_namespace n ON n.oid = c.relnamespace
WHERE NOT k.convalidated AND k.conparentid = 0 AND n.nspname !~ '^pg_'
  AND coalesce((to_jsonb(k) ->> 'conenforced')::bool, true)
