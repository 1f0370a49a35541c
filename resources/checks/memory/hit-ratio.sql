-- title: Few pages are found in the cache
-- why: The rest comes from the operating system or the disk. More shared_buffers, better indexes or less reading help.
-- finding: {value} of the pages that database {object} asked for were in shared_buffers.
-- unit: share
-- warn: < 0.9
-- rate: base
-- floor: 50000
-- confidence: measured
-- scope: server
-- tab: cache RATIOS/{object}
SELECT quote_ident(datname) AS object, blks_hit AS total, blks_hit + blks_read AS base, stats_reset::text AS epoch
FROM pg_stat_database
WHERE datname IS NOT NULL
