-- title: Dead rows pile up
-- why: Autovacuum should have begun long ago. Scans read dead rows too, and the table grows.
-- finding: {object} has {dead:count} dead rows, {value} times what should start autovacuum.
-- unit: count
-- warn: 2
-- crit: 10
-- points: 4
-- confidence: measured
-- interval: 300
-- tab: jobs maintenance/vacuum {sql}
-- fix: VACUUM (ANALYZE, VERBOSE) {object};
WITH usual AS MATERIALIZED (
    SELECT current_setting('autovacuum_vacuum_threshold')::float8 AS threshold,
           current_setting('autovacuum_vacuum_scale_factor')::float8 AS scale,
           nullif(coalesce(current_setting('autovacuum_vacuum_max_threshold', true), '-1')::float8, -1) AS most
), dead AS MATERIALIZED (
    SELECT c.oid, c.relname, c.relnamespace, c.reltuples, c.reloptions, pg_stat_get_dead_tuples(c.oid) AS dead, pg_stat_get_live_tuples(c.oid) AS live
    FROM pg_class c
    WHERE c.relkind IN ('r', 'm') AND pg_stat_get_dead_tuples(c.oid) >= 10000
)
SELECT format('%I.%I', n.nspname, c.relname) AS object, round((c.dead / t.starts)::numeric, 1)::float8 AS value, c.dead, c.live,
       pg_stat_get_last_autovacuum_time(c.oid)::text AS last_autovacuum, pg_stat_get_last_vacuum_time(c.oid)::text AS last_vacuum
FROM dead c
JOIN pg_namespace n ON n.oid = c.relnamespace
CROSS JOIN usual u
CROSS JOIN LATERAL (
    SELECT max(split_part(o, '=', 2)::float8) FILTER (WHERE o LIKE 'autovacuum_vacuum_threshold=%') AS threshold,
           max(split_part(o, '=', 2)::float8) FILTER (WHERE o LIKE 'autovacuum_vacuum_scale_factor=%') AS scale
    FROM unnest(c.reloptions) AS o) AS own
CROSS JOIN LATERAL (
    SELECT greatest(1, least(u.most, coalesce(own.threshold, u.threshold)
                                     + coalesce(own.scale, u.scale) * greatest(c.reltuples, c.live))) AS starts) AS t
WHERE c.dead > 2 * t.starts AND n.nspname NOT IN ('pg_catalog', 'information_schema') AND n.nspname !~ '^pg_toast'
ORDER BY c.dead DESC
