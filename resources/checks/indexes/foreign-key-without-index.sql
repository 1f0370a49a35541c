-- title: Foreign keys without an index
-- why: Every DELETE and key UPDATE of the parent reads the whole child table, under a lock.
-- finding: {object} refers to {parent} by {columns}, which no index begins with; {rows:count} rows are read at each delete.
-- unit: count
-- warn: 1000
-- points: 2
-- interval: 3600
-- timeout: 10
-- tab: data {object}
SELECT format('%I.%I.%I', n.nspname, c.relname, k.conname) AS object, c.reltuples::float8 AS value, c.reltuples::bigint AS rows,
       format('%I.%I', pn.nspname, p.relname) AS parent, cols.list AS columns,
       coalesce(s.n_tup_del, 0) AS parent_deletes, coalesce(s.n_tup_upd, 0) AS parent_updates,
       format('CREATE INDEX %s%I ON %I.%I (%s);', CASE WHEN c.relkind = 'r' THEN 'CONCURRENTLY ' ELSE '' END, names.index, n.nspname, c.relname,
              cols.list) AS fix,
       format('DROP INDEX %s%I.%I;', CASE WHEN c.relkind = 'r' THEN 'CONCURRENTLY ' ELSE '' END, n.nspname, names.index) AS undo
FROM pg_constraint k
JOIN pg_class c ON c.oid = k.conrelid
JOIN pg_namespace n ON n.oid = c.relnamespace
JOIN pg_class p ON p.oid = k.confrelid
JOIN pg_namespace pn ON pn.oid = p.relnamespace
LEFT JOIN pg_stat_all_tables s ON s.relid = p.oid
CROSS JOIN LATERAL (
    SELECT string_agg(quote_ident(a.attname), ', ' ORDER BY x.o) AS list, string_agg(a.attname, '_' ORDER BY x.o) AS word
    FROM unnest(k.conkey) WITH ORDINALITY AS x (attnum, o)
    JOIN pg_attribute a ON a.attrelid = k.conrelid AND a.attnum = x.attnum) AS cols
CROSS JOIN LATERAL (SELECT 'fk' || k.oid || '_' || left(c.relname, 16) || '_' || left(cols.word, 16) AS index) AS names
WHERE k.contype = 'f' AND k.conparentid = 0 AND n.nspname !~ '^pg_'
  AND NOT EXISTS (
      SELECT FROM pg_index i
      JOIN pg_class ic ON ic.oid = i.indexrelid
      JOIN pg_am m ON m.oid = ic.relam
      WHERE i.indrelid = k.conrelid AND i.indisvalid AND m.amname IN ('btree', 'hash')
        -- a partial index serves when it only leaves out nulls of the key itself
        AND (i.indpred IS NULL OR pg_get_expr(i.indpred, i.indrelid) IN (
             SELECT format('(%I IS NOT NULL)', a.attname) FROM pg_attribute a WHERE a.attrelid = k.conrelid AND a.attnum = ANY (k.conkey)))
        AND cardinality(k.conkey) <= i.indnkeyatts
        AND (i.indkey::int2[])[0:cardinality(k.conkey) - 1] @> k.conkey
        AND k.conkey @> (i.indkey::int2[])[0:cardinality(k.conkey) - 1])
ORDER BY 2 DESC
