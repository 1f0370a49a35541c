-- title: Tables without statistics
-- why: The planner guesses, and its plans for joins and filters can be wrong by far.
-- finding: {object} has about {value} rows and was never analysed.
-- unit: count
-- warn: 1000
-- confidence: measured
-- interval: 300
-- tab: jobs
-- fix: ANALYZE {object};
SELECT format('%I.%I', s.schemaname, s.relname) AS object, s.n_live_tup AS value
FROM pg_stat_user_tables s
JOIN pg_class c ON c.oid = s.relid
WHERE c.reltuples < 0 AND s.n_live_tup >= 1000 AND c.relpersistence <> 't'
ORDER BY 2 DESC
