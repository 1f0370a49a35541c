-- title: Indexes that are the same
-- why: Two equal indexes cost twice at every write and help once.
-- finding: Index {object} ({value}) is the same as {kept}.
-- unit: bytes
-- warn: any
-- points: 2
-- interval: 3600
-- timeout: 10
-- tab: data {object}
WITH alike AS MATERIALIZED (
    -- what is dear to read is read of those only that have a twin by their columns
    SELECT indrelid, indkey::text AS keys
    FROM pg_index
    GROUP BY indrelid, indkey::text
    HAVING count(*) > 1
), i AS MATERIALIZED (
    SELECT i.indexrelid, i.indrelid, c.relname, n.nspname, c.relkind, c.relpages, c.relam, i.indisunique, i.indisprimary, i.indimmediate, i.indisreplident,
           i.indisclustered, i.indkey, i.indnkeyatts, i.indclass, i.indcollation, i.indoption,
           coalesce(pg_get_expr(i.indexprs, i.indrelid), '') AS exprs, coalesce(pg_get_expr(i.indpred, i.indrelid), '') AS pred,
           coalesce((to_jsonb(i) ->> 'indnullsnotdistinct')::bool, false) AS nnd,
           EXISTS (SELECT FROM pg_constraint k WHERE k.conindid = i.indexrelid AND k.contype IN ('p', 'u', 'x', 'f')) AS bound
    FROM pg_index i
    JOIN alike l ON l.indrelid = i.indrelid AND l.keys = i.indkey::text
    JOIN pg_class c ON c.oid = i.indexrelid
    JOIN pg_namespace n ON n.oid = c.relnamespace
    WHERE i.indisvalid AND i.indisready AND NOT i.indisexclusion AND NOT c.relispartition
      AND n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'
)
SELECT DISTINCT ON (a.indexrelid) format('%I.%I', a.nspname, a.relname) AS object,
       a.relpages::float8 * current_setting('block_size')::int AS value,
       format('%I.%I', b.nspname, b.relname) AS kept, pg_get_indexdef(a.indexrelid) AS definition,
       CASE WHEN NOT a.bound THEN
           format('DROP INDEX %s%I.%I;', CASE WHEN a.relkind = 'i' THEN 'CONCURRENTLY ' ELSE '' END, a.nspname, a.relname) END AS fix,
       CASE WHEN NOT a.bound THEN CASE WHEN a.relkind = 'i' THEN regexp_replace(pg_get_indexdef(a.indexrelid), '^CREATE (UNIQUE )?INDEX ', 'CREATE \1INDEX CONCURRENTLY ')
            ELSE replace(pg_get_indexdef(a.indexrelid), ' ON ONLY ', ' ON ') END || ';' END AS undo
FROM i a
JOIN i b ON a.indrelid = b.indrelid AND a.indexrelid <> b.indexrelid AND a.relam = b.relam AND a.indkey::text = b.indkey::text
        AND a.indnkeyatts = b.indnkeyatts AND a.indclass::text = b.indclass::text AND a.indcollation::text = b.indcollation::text
        AND a.indoption::text = b.indoption::text AND a.exprs = b.exprs AND a.pred = b.pred
        AND (NOT a.indisunique OR (b.indisunique AND b.indimmediate >= a.indimmediate AND a.nnd = b.nnd))
        -- of two, the one goes that does less; of equals the younger
        AND (a.indisprimary::int * 16 + a.indisreplident::int * 8 + a.bound::int * 4 + a.indisunique::int * 2 + a.indisclustered::int,
             -a.indexrelid::bigint)
          < (b.indisprimary::int * 16 + b.indisreplident::int * 8 + b.bound::int * 4 + b.indisunique::int * 2 + b.indisclustered::int,
             -b.indexrelid::bigint)
WHERE NOT a.indisprimary AND NOT a.indisreplident
ORDER BY a.indexrelid, b.indisprimary DESC, b.indexrelid
