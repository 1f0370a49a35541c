-- title: random_page_cost is that of a turning disk
-- why: Reads here are as fast as from an SSD; at 4 the planner prefers to read whole tables. 1.1 fits.
-- finding: random_page_cost is {setting}, and a page of database {object} takes {value} to read.
-- unit: milliseconds
-- warn: < 0.5
-- points: 1
-- rate: base
-- floor: 10000
-- confidence: measured
-- interval: 900
-- tab: servers SETTINGS/random_page_cost
-- fix: ALTER SYSTEM SET random_page_cost = 1.1; SELECT pg_reload_conf();
-- undo: ALTER SYSTEM RESET random_page_cost; SELECT pg_reload_conf();
SELECT quote_ident(d.datname) AS object, d.blk_read_time AS total, d.blks_read AS base, d.stats_reset::text AS epoch, s.setting
FROM pg_stat_database d
JOIN pg_settings s ON s.name = 'random_page_cost' AND s.setting::float8 > 2
WHERE d.datname = current_database() AND current_setting('track_io_timing')::bool
