-- title: Indexes that another one covers
-- why: A longer index begins with the same columns and serves the same searches; writes pay for both.
-- finding: Index {object} ({value}) is covered by {by}.
-- unit: bytes
-- warn: any
-- points: 2
-- interval: 3600
-- timeout: 10
-- tab: data {object}
WITH alike AS MATERIALIZED (
    -- what is dear to read is read of those only that begin like another one
    SELECT indrelid, indkey[0] AS first
    FROM pg_index
    GROUP BY indrelid, indkey[0]
    HAVING count(*) > 1
), i AS MATERIALIZED (
    SELECT i.indexrelid, i.indrelid, c.relname, n.nspname, c.relkind, c.relpages, i.indisunique, i.indisclustered, i.indisreplident, i.indisprimary,
           i.indkey::int2[] AS keys, i.indnkeyatts AS n, i.indclass::oid[] AS classes, i.indcollation::oid[] AS collations,
           i.indoption::int2[] AS options, coalesce(pg_get_expr(i.indpred, i.indrelid), '') AS pred,
           EXISTS (SELECT FROM pg_constraint k WHERE k.conindid = i.indexrelid) AS bound
    FROM pg_index i
    JOIN alike l ON l.indrelid = i.indrelid AND l.first = i.indkey[0]
    JOIN pg_class c ON c.oid = i.indexrelid
    JOIN pg_am m ON m.oid = c.relam AND m.amname = 'btree'
    JOIN pg_namespace n ON n.oid = c.relnamespace
    WHERE i.indisvalid AND i.indisready AND i.indexprs IS NULL AND NOT c.relispartition
      AND n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'
)
SELECT DISTINCT ON (a.indexrelid) format('%I.%I', a.nspname, a.relname) AS object,
       a.relpages::float8 * current_setting('block_size')::int AS value, format('%I.%I', b.nspname, b.relname) AS by,
       pg_get_indexdef(a.indexrelid) AS definition, pg_get_indexdef(b.indexrelid) AS by_definition,
       format('DROP INDEX %s%I.%I;', CASE WHEN a.relkind = 'i' THEN 'CONCURRENTLY ' ELSE '' END, a.nspname, a.relname) AS fix,
       CASE WHEN a.relkind = 'i' THEN regexp_replace(pg_get_indexdef(a.indexrelid), '^CREATE (UNIQUE )?INDEX ', 'CREATE \1INDEX CONCURRENTLY ')
            ELSE replace(pg_get_indexdef(a.indexrelid), ' ON ONLY ', ' ON ') END || ';' AS undo
FROM i a
JOIN i b ON a.indrelid = b.indrelid AND a.indexrelid <> b.indexrelid AND a.pred = b.pred
        AND a.n <= b.n AND a.keys[0:a.n - 1] = b.keys[0:a.n - 1] AND a.classes[0:a.n - 1] = b.classes[0:a.n - 1]
        AND a.collations[0:a.n - 1] = b.collations[0:a.n - 1] AND a.options[0:a.n - 1] = b.options[0:a.n - 1]
        AND b.keys @> a.keys
        -- the same keys: only an index with more INCLUDE columns covers; equal ones are duplicates
        AND (a.n < b.n OR NOT a.keys @> b.keys)
WHERE NOT a.indisunique AND NOT a.indisclustered AND NOT a.indisreplident AND NOT a.bound
ORDER BY a.indexrelid, b.n, b.indexrelid
