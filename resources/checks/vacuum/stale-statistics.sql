-- title: Statistics that no longer fit
-- why: Much changed since the last ANALYZE; the planner counts with rows that are gone and knows nothing of new ones.
-- finding: {changed:count} rows of {object} changed since its last ANALYZE, {value} times what should start one.
-- unit: count
-- warn: 3
-- confidence: measured
-- points: 2
-- interval: 300
-- tab: jobs maintenance/analyze {sql}
-- fix: ANALYZE {object};
WITH usual AS MATERIALIZED (
    SELECT current_setting('autovacuum_analyze_threshold')::float8 AS threshold, current_setting('autovacuum_analyze_scale_factor')::float8 AS scale
), changed AS MATERIALIZED (
    SELECT c.oid, c.relname, c.relnamespace, c.reltuples, pg_stat_get_mod_since_analyze(c.oid) AS changed
    FROM pg_class c
    WHERE c.relkind IN ('r', 'm') AND c.reltuples >= 0 AND c.relpersistence <> 't' AND pg_stat_get_mod_since_analyze(c.oid) >= 10000
)
SELECT format('%I.%I', n.nspname, c.relname) AS object, round((c.changed / t.starts)::numeric, 1)::float8 AS value, c.changed,
       greatest(pg_stat_get_last_analyze_time(c.oid), pg_stat_get_last_autoanalyze_time(c.oid))::text AS last_analyze
FROM changed c
JOIN pg_namespace n ON n.oid = c.relnamespace
CROSS JOIN usual u
CROSS JOIN LATERAL (SELECT greatest(1, u.threshold + u.scale * greatest(c.reltuples, 0)) AS starts) AS t
WHERE c.changed > 3 * t.starts AND n.nspname NOT IN ('pg_catalog', 'information_schema') AND n.nspname !~ '^pg_toast'
ORDER BY c.changed DESC
