-- title: Tables without autovacuum
-- why: Dead rows stay for ever and statistics grow old, unless a job does what autovacuum would.
-- finding: Autovacuum is switched off for {object}.
-- warn: any
-- interval: 900
-- tab: jobs maintenance/vacuum {sql}
-- fix: ALTER TABLE {object} RESET (autovacuum_enabled);
-- undo: ALTER TABLE {object} SET (autovacuum_enabled = off);
SELECT format('%I.%I', n.nspname, c.relname) AS object, c.reltuples::bigint AS rows
FROM pg_class c
JOIN pg_namespace n ON n.oid = c.relnamespace
WHERE c.relkind IN ('r', 'm') AND c.relpersistence <> 't' AND n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'
  AND c.reloptions IS NOT NULL AND EXISTS (SELECT FROM unnest(c.reloptions) AS o WHERE o ~ '^autovacuum_enabled=(f|off|n|0)')
ORDER BY c.reltuples DESC
