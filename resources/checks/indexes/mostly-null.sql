-- title: Indexes that mostly hold nulls
-- why: A partial index WHERE the column IS NOT NULL would be a fraction of the size and cost less at every write.
-- finding: {value} of the entries of index {object} ({size:bytes}) are null.
-- unit: share
-- warn: 0.9
-- points: 1
-- confidence: estimated
-- interval: 3600
-- timeout: 10
-- tab: data {object}
WITH large AS MATERIALIZED (
    SELECT n.nspname, ic.relname, ic.oid, ic.relpages, c.relname AS tablename, a.attname
    FROM pg_class ic
    JOIN pg_index i ON i.indexrelid = ic.oid
    JOIN pg_class c ON c.oid = i.indrelid
    JOIN pg_namespace n ON n.oid = c.relnamespace
    JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum = i.indkey[0]
    WHERE ic.relkind IN ('i', 'I') AND ic.relpages >= 128 AND i.indnatts = 1 AND i.indpred IS NULL AND i.indexprs IS NULL AND NOT i.indisunique
      AND n.nspname !~ '^pg_'
)
SELECT format('%I.%I', l.nspname, l.relname) AS object, s.null_frac::float8 AS value,
       l.relpages::bigint * current_setting('block_size')::int AS size, pg_get_indexdef(l.oid) AS definition
FROM large l
-- one by one: the view is dear, and few indexes are large
CROSS JOIN LATERAL (SELECT s.null_frac FROM pg_stats s
                    WHERE s.schemaname = l.nspname AND s.tablename = l.tablename AND s.attname = l.attname AND NOT s.inherited
                    OFFSET 0) AS s
ORDER BY l.relpages DESC
