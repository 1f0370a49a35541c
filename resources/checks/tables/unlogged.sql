-- title: Unlogged tables
-- why: They are emptied by a crash, and replicas and backups of the log do not have them.
-- finding: {object} is unlogged.
-- warn: any
-- points: 1
-- interval: 3600
-- tab: data {object}
-- fix: ALTER TABLE {object} SET LOGGED;
-- undo: ALTER TABLE {object} SET UNLOGGED;
SELECT format('%I.%I', n.nspname, c.relname) AS object, c.reltuples::bigint AS rows
FROM pg_class c
JOIN pg_namespace n ON n.oid = c.relnamespace
WHERE c.relkind = 'r' AND c.relpersistence = 'u' AND n.nspname !~ '^pg_'
