-- title: Reads from disk take long
-- why: The storage is slow or overloaded; every page that is not in memory costs this much.
-- finding: A page of database {object} takes {value} to read.
-- unit: milliseconds
-- warn: 5
-- crit: 20
-- points: 4
-- rate: base
-- floor: 1000
-- confidence: measured
-- interval: 300
-- scope: server
-- tab: cache RATIOS/{object}
SELECT quote_ident(datname) AS object, blk_read_time AS total, blks_read AS base, stats_reset::text AS epoch
FROM pg_stat_database
WHERE datname IS NOT NULL AND current_setting('track_io_timing')::bool
