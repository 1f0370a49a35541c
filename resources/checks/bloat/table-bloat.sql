-- title: Tables with much unused space
-- why: Scans read it and the cache holds it. Ordinary vacuum keeps the space for new rows and gives none back.
-- finding: About {value} of {object}, {wasted:bytes}, is unused.
-- unit: share
-- warn: 0.5
-- crit: 0.9
-- points: 2
-- confidence: estimated
-- interval: 3600
-- timeout: 10
-- tab: data {object}
-- fix: VACUUM (FULL, ANALYZE) {object}; -- locks the table while it is rewritten; pg_repack does it without
WITH widths AS MATERIALIZED (
    SELECT s.schemaname, s.tablename, sum((1 - s.null_frac) * s.avg_width) AS width, count(*) AS columns, bool_or(s.null_frac > 0) AS nulls
    FROM pg_stats s
    WHERE NOT s.inherited
    GROUP BY s.schemaname, s.tablename
), tables AS (
    SELECT c.oid, n.nspname, c.relname, c.relpages, c.reltuples, w.width, w.columns, w.nulls,
           coalesce((SELECT split_part(o, '=', 2)::int FROM unnest(c.reloptions) AS o WHERE o LIKE 'fillfactor=%'), 100) AS fillfactor,
           (SELECT count(*) FROM pg_attribute a WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped) AS attributes,
           current_setting('block_size')::int AS block
    FROM pg_class c
    JOIN pg_namespace n ON n.oid = c.relnamespace
    LEFT JOIN widths w ON w.schemaname = n.nspname AND w.tablename = c.relname
    WHERE c.relkind IN ('r', 'm') AND c.relpages >= 1280 AND c.reltuples >= 0 AND n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'
), sized AS (
    SELECT t.*,
           -- a row: line pointer, header with a map of nulls, data, up to 7 bytes of alignment (half of them on average)
           ceil(t.reltuples * (4 + 24 + CASE WHEN t.nulls THEN (t.attributes + 7) / 8 ELSE 0 END + coalesce(t.width, 0) + 3.5)
                / ((t.block - 24) * t.fillfactor / 100.0)) AS needed
    FROM tables t
)
SELECT format('%I.%I', nspname, relname) AS object, (1 - least(needed, relpages) / relpages)::float8 AS value,
       ((relpages - least(needed, relpages)) * block)::float8 AS wasted, relpages::bigint * block AS size, reltuples::bigint AS rows,
       CASE WHEN coalesce(columns, 0) < attributes THEN 'unseen' END AS level,
       CASE WHEN coalesce(columns, 0) < attributes THEN format('GRANT SELECT ON %I.%I TO %I; ANALYZE %1$I.%2$I;', nspname, relname, current_user) END AS fix
FROM sized
WHERE coalesce(columns, 0) < attributes OR (relpages - needed) * block >= 4194304
ORDER BY 3 DESC NULLS LAST
