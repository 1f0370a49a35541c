-- title: Tables with very many indexes
-- why: Every new row goes into each of them, and updates lose their short way (HOT).
-- finding: {object} has {value} indexes.
-- unit: count
-- warn: 11
-- points: 1
-- interval: 3600
-- tab: data {object}
WITH many AS MATERIALIZED (
    SELECT i.indrelid, count(*) AS indexes
    FROM pg_index i
    GROUP BY i.indrelid
    HAVING count(*) > 10
)
SELECT format('%I.%I', n.nspname, c.relname) AS object, m.indexes AS value,
       (SELECT sum(ic.relpages)::bigint FROM pg_index i JOIN pg_class ic ON ic.oid = i.indexrelid WHERE i.indrelid = c.oid)
       * current_setting('block_size')::int AS bytes
FROM many m
JOIN pg_class c ON c.oid = m.indrelid
JOIN pg_namespace n ON n.oid = c.relnamespace
WHERE n.nspname !~ '^pg_' AND n.nspname <> 'information_schema' AND NOT c.relispartition
ORDER BY 2 DESC
