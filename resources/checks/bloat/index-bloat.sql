-- title: Indexes with much unused space
-- why: Half-empty pages make scans longer and push better pages out of the cache.
-- finding: About {value} of index {object}, {wasted:bytes}, is unused.
-- unit: share
-- warn: 0.5
-- crit: 0.9
-- points: 2
-- confidence: estimated
-- interval: 3600
-- timeout: 10
-- tab: data {object}
-- fix: REINDEX INDEX CONCURRENTLY {object};
WITH large AS MATERIALIZED (
    SELECT c.oid, n.nspname, c.relname, c.relpages, c.reltuples, i.indrelid, i.indnatts, i.indkey, t.relname AS tablename, t.relnamespace,
           coalesce((SELECT split_part(o, '=', 2)::int FROM unnest(c.reloptions) AS o WHERE o LIKE 'fillfactor=%'), 90) AS fillfactor,
           EXISTS (SELECT FROM unnest(c.reloptions) AS o WHERE o LIKE 'deduplicate_items=off') AS plain, i.indisunique,
           current_setting('block_size')::int AS block
    FROM pg_class c
    JOIN pg_index i ON i.indexrelid = c.oid
    JOIN pg_class t ON t.oid = i.indrelid
    JOIN pg_namespace n ON n.oid = c.relnamespace
    JOIN pg_am a ON a.oid = c.relam AND a.amname = 'btree'
    WHERE c.relkind = 'i' AND c.relpages >= 1280 AND n.nspname !~ '^pg_' AND n.nspname <> 'information_schema' AND i.indisvalid
), widths AS (
    SELECT l.oid, count(s.avg_width) AS known, sum((1 - s.null_frac) * s.avg_width) AS width
    FROM large l
    CROSS JOIN LATERAL unnest(l.indkey::int2[]) WITH ORDINALITY AS k (attnum, position)
    JOIN pg_namespace tn ON tn.oid = l.relnamespace
    LEFT JOIN pg_attribute a ON a.attrelid = CASE WHEN k.attnum = 0 THEN l.oid ELSE l.indrelid END
                             AND a.attnum = CASE WHEN k.attnum = 0 THEN k.position ELSE k.attnum END
    LEFT JOIN pg_stats s ON s.schemaname = tn.nspname AND s.tablename = CASE WHEN k.attnum = 0 THEN l.relname ELSE l.tablename END
                         AND s.attname = a.attname AND NOT s.inherited
    GROUP BY l.oid
), sized AS (
    -- an entry: line pointer, header, data, alignment to 8 bytes; page header, special space
    SELECT l.*, w.known, ceil(l.reltuples * (4 + 8 * ceil((8 + w.width) / 8)) / ((l.block - 40) * l.fillfactor / 100.0)) AS needed
    FROM large l
    JOIN widths w ON w.oid = l.oid
)
SELECT format('%I.%I', nspname, relname) AS object, (1 - least(needed, relpages) / relpages)::float8 AS value,
       ((relpages - least(needed, relpages)) * block)::float8 AS wasted, relpages::bigint * block AS size,
       CASE WHEN known < indnatts THEN 'unseen' END AS level
FROM sized
WHERE known < indnatts OR (relpages - needed) * block >= 4194304
ORDER BY 3 DESC NULLS LAST
