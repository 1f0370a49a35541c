-- title: Tables without statistics
-- why: The planner guesses, and its plans for joins and filters can be wrong by far.
-- finding: {object} has about {value} rows and was never analysed.
-- unit: count
-- warn: 1000
-- confidence: measured
-- interval: 300
-- tab: jobs maintenance/analyze {sql}
-- fix: ANALYZE {object};
SELECT format('%I.%I', n.nspname, c.relname) AS object, pg_stat_get_live_tuples(c.oid) AS value
FROM pg_class c
JOIN pg_namespace n ON n.oid = c.relnamespace
WHERE c.relkind IN ('r', 'm') AND c.reltuples < 0 AND c.relpersistence <> 't'
  -- a refreshed materialized view has lost its size, not its statistics
  AND coalesce(pg_stat_get_last_analyze_time(c.oid), pg_stat_get_last_autoanalyze_time(c.oid)) IS NULL AND pg_stat_get_live_tuples(c.oid) >= 1000
  AND n.nspname NOT IN ('pg_catalog', 'information_schema') AND n.nspname !~ '^pg_toast'
ORDER BY 2 DESC
