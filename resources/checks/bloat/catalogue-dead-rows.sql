-- title: System catalogues with many dead rows
-- why: Every statement looks into them. Temporary tables made again and again are the usual cause.
-- finding: {object} has {dead:count} dead rows beside {live:count} living ones.
-- unit: share
-- warn: 0.5
-- confidence: measured
-- interval: 300
-- tab: jobs
-- fix: VACUUM (VERBOSE) {object};
SELECT format('%I.%I', schemaname, relname) AS object, n_dead_tup / (n_dead_tup + n_live_tup)::float8 AS value,
       n_dead_tup AS dead, n_live_tup AS live
FROM pg_stat_sys_tables
WHERE n_dead_tup >= 10000 AND schemaname = 'pg_catalog'
ORDER BY 2 DESC
