-- title: What the current transaction has written, by the locks that it holds; a null name is something that it dropped
WITH RECURSIVE held(id) AS (
    SELECT DISTINCT l.relation
    FROM pg_catalog.pg_locks l
    WHERE l.pid = pg_catalog.pg_backend_pid()
      AND l.locktype = 'relation'
      AND l.database = (SELECT d.oid FROM pg_catalog.pg_database d WHERE d.datname = current_database())
      AND l.mode NOT IN ('AccessShareLock', 'RowShareLock', 'ShareLock', 'SIReadLock')
), up(id) AS (
    SELECT id FROM held
    UNION
    SELECT i.inhparent FROM up JOIN pg_catalog.pg_inherits i ON i.inhrelid = up.id
)
SELECT DISTINCT n.nspname || '.' || c.relname AS name
FROM up
LEFT JOIN pg_catalog.pg_class c ON c.oid = up.id
LEFT JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
WHERE c.oid IS NULL
   OR (c.relkind IN ('r', 'p', 'v', 'm', 'f') AND n.nspname NOT IN ('pg_catalog', 'pg_toast', 'information_schema'))
