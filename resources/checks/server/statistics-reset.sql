-- title: Statistics were reset lately
-- why: Counters that say what is unused or slow speak of the time since the reset only.
-- finding: The counters of database {object} began anew {value} ago.
-- unit: seconds
-- warn: < 86400
-- points: 1
-- interval: 300
-- tab: overview
SELECT quote_ident(datname) AS object, extract(epoch FROM clock_timestamp() - stats_reset)::float8 AS value, stats_reset::text AS reset
FROM pg_stat_database
WHERE datname = current_database() AND stats_reset IS NOT NULL
