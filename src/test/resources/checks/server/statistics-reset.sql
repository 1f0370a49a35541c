-- alone: yes
-- finds: statistics_reset
SELECT pg_stat_reset();
