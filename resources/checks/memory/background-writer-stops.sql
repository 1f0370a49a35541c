-- title: The background writer stops at its limit
-- why: It could clean more pages than bgwriter_lru_maxpages lets it, and sessions must do the rest.
-- finding: The background writer stops at bgwriter_lru_maxpages {value}.
-- unit: per-second
-- warn: 1
-- points: 2
-- rate: second
-- confidence: measured
-- interval: 300
-- scope: server
-- tab: cache IO/
SELECT maxwritten_clean AS total, stats_reset::text AS epoch, current_setting('bgwriter_lru_maxpages') AS bgwriter_lru_maxpages
FROM pg_stat_bgwriter
