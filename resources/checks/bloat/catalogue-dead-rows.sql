-- title: System catalogues with many dead rows
-- why: Every statement looks into them. Temporary tables made again and again are the usual cause.
-- finding: {object} has {dead:count} dead rows beside {live:count} living ones.
-- unit: share
-- warn: 0.5
-- confidence: measured
-- interval: 300
-- tab: jobs maintenance/vacuum {sql}
-- fix: VACUUM (VERBOSE) {object};
WITH counted AS MATERIALIZED (
    SELECT c.relname, pg_stat_get_dead_tuples(c.oid) AS dead, pg_stat_get_live_tuples(c.oid) AS live
    FROM pg_class c
    WHERE c.relkind = 'r' AND c.relnamespace = 'pg_catalog'::regnamespace
)
SELECT format('pg_catalog.%I', relname) AS object, dead / (dead + live)::float8 AS value, dead, live
FROM counted
WHERE dead >= 10000
ORDER BY 2 DESC
