-- title: Tables with very many indexes
-- why: Every new row goes into each of them, and updates lose their short way (HOT).
-- finding: {object} has {value} indexes.
-- unit: count
-- warn: 11
-- points: 1
-- interval: 3600
-- tab: data
SELECT format('%I.%I', n.nspname, c.relname) AS object, count(*) AS value, sum(ic.relpages)::bigint * current_setting('block_size')::int AS bytes
FROM pg_index i
JOIN pg_class c ON c.oid = i.indrelid
JOIN pg_class ic ON ic.oid = i.indexrelid
JOIN pg_namespace n ON n.oid = c.relnamespace
WHERE n.nspname !~ '^pg_' AND n.nspname <> 'information_schema' AND NOT c.relispartition
GROUP BY n.nspname, c.relname
HAVING count(*) > 10
ORDER BY 2 DESC
