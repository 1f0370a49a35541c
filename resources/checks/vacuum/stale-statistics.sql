-- title: Statistics that no longer fit
-- why: Much changed since the last ANALYZE; the planner counts with rows that are gone and knows nothing of new ones.
-- finding: {changed:count} rows of {object} changed since its last ANALYZE, {value} times what should start one.
-- unit: count
-- warn: 3
-- confidence: measured
-- points: 2
-- interval: 300
-- tab: jobs
-- fix: ANALYZE {object};
SELECT format('%I.%I', s.schemaname, s.relname) AS object, round((s.n_mod_since_analyze / t.starts)::numeric, 1)::float8 AS value,
       s.n_mod_since_analyze AS changed, greatest(s.last_analyze, s.last_autoanalyze)::text AS last_analyze
FROM pg_stat_user_tables s
JOIN pg_class c ON c.oid = s.relid
CROSS JOIN LATERAL (
    SELECT greatest(1, current_setting('autovacuum_analyze_threshold')::float8
           + current_setting('autovacuum_analyze_scale_factor')::float8 * greatest(c.reltuples, 0)) AS starts) AS t
WHERE s.n_mod_since_analyze >= 10000 AND c.reltuples >= 0 AND s.n_mod_since_analyze > 3 * t.starts AND c.relpersistence <> 't'
ORDER BY s.n_mod_since_analyze DESC
