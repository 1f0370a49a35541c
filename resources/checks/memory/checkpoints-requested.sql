-- title: Checkpoints come before their time
-- why: max_wal_size is too small for what is written: pages are written more often, and the log holds more full pages.
-- finding: {value} of the checkpoints came because max_wal_size was reached.
-- unit: share
-- warn: 0.2
-- crit: 0.5
-- points: 4
-- rate: base
-- floor: 10
-- confidence: measured
-- interval: 900
-- scope: server
-- tab: cache IO/
SELECT checkpoints_req AS total, checkpoints_req + checkpoints_timed AS base, stats_reset::text AS epoch,
       current_setting('max_wal_size') AS max_wal_size
FROM pg_stat_bgwriter
-- from: 17
SELECT num_requested AS total, num_requested + num_timed AS base, stats_reset::text AS epoch,
       current_setting('max_wal_size') AS max_wal_size
FROM pg_stat_checkpointer
