-- title: Autovacuum runs against wraparound
-- why: It cannot be put off and does not give way to locks. Let it end; it means that ordinary vacuums came too late.
-- finding: {statement} has run for {value}.
-- unit: seconds
-- warn: 0
-- scope: server
-- points: 2
-- tab: activity {object}
-- wants: role pg_read_all_stats
SELECT pid::text AS object, extract(epoch FROM clock_timestamp() - xact_start)::float8 AS value, query AS statement, datname
FROM pg_stat_activity
WHERE backend_type = 'autovacuum worker' AND query LIKE '%to prevent wraparound%'
