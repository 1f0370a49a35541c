-- title: Dead rows pile up
-- why: Autovacuum should have begun long ago. Scans read dead rows too, and the table grows.
-- finding: {object} has {dead:count} dead rows, {value} times what should start autovacuum.
-- unit: count
-- warn: 2
-- crit: 10
-- points: 4
-- confidence: measured
-- interval: 300
-- tab: jobs
-- fix: VACUUM (ANALYZE, VERBOSE) {object};
WITH usual AS MATERIALIZED (
    SELECT current_setting('autovacuum_vacuum_threshold')::float8 AS threshold,
           current_setting('autovacuum_vacuum_scale_factor')::float8 AS scale,
           nullif(coalesce(current_setting('autovacuum_vacuum_max_threshold', true), '-1')::float8, -1) AS most
)
SELECT format('%I.%I', s.schemaname, s.relname) AS object, round((s.n_dead_tup / t.starts)::numeric, 1)::float8 AS value,
       s.n_dead_tup AS dead, s.n_live_tup AS live, s.last_autovacuum::text AS last_autovacuum, s.last_vacuum::text AS last_vacuum
FROM pg_stat_user_tables s
JOIN pg_class c ON c.oid = s.relid
CROSS JOIN usual u
CROSS JOIN LATERAL (
    SELECT max(split_part(o, '=', 2)::float8) FILTER (WHERE o LIKE 'autovacuum_vacuum_threshold=%') AS threshold,
           max(split_part(o, '=', 2)::float8) FILTER (WHERE o LIKE 'autovacuum_vacuum_scale_factor=%') AS scale
    FROM unnest(c.reloptions) AS o) AS own
CROSS JOIN LATERAL (
    SELECT greatest(1, least(u.most, coalesce(own.threshold, u.threshold)
                                     + coalesce(own.scale, u.scale) * greatest(c.reltuples, s.n_live_tup))) AS starts) AS t
WHERE s.n_dead_tup >= 10000 AND s.n_dead_tup > 2 * t.starts
ORDER BY s.n_dead_tup DESC
