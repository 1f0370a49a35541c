-- title: Indexes that mostly hold nulls
-- why: A partial index WHERE the column IS NOT NULL would be a fraction of the size and cost less at every write.
-- finding: {value} of the entries of index {object} ({size:bytes}) are null.
-- unit: share
-- warn: 0.9
-- points: 1
-- confidence: estimated
-- interval: 3600
-- timeout: 10
-- tab: data
SELECT format('%I.%I', n.nspname, ic.relname) AS object, s.null_frac::float8 AS value,
       ic.relpages::bigint * current_setting('block_size')::int AS size, pg_get_indexdef(ic.oid) AS definition
FROM pg_index i
JOIN pg_class ic ON ic.oid = i.indexrelid
JOIN pg_class c ON c.oid = i.indrelid
JOIN pg_namespace n ON n.oid = c.relnamespace
JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum = i.indkey[0]
JOIN pg_stats s ON s.schemaname = n.nspname AND s.tablename = c.relname AND s.attname = a.attname AND NOT s.inherited
WHERE i.indnatts = 1 AND i.indpred IS NULL AND i.indexprs IS NULL AND NOT i.indisunique AND ic.relpages >= 128 AND n.nspname !~ '^pg_'
ORDER BY ic.relpages DESC
