-- title: Checkpoints wait long for the disk
-- why: While they sync, everybody's writes wait. The storage cannot keep up with what it is given at once.
-- finding: A checkpoint waits {value} for its files to reach the disk.
-- unit: milliseconds
-- warn: 10000
-- crit: 60000
-- points: 4
-- rate: base
-- floor: 1
-- confidence: measured
-- interval: 900
-- scope: server
-- tab: cache IO/
SELECT checkpoint_sync_time AS total, checkpoints_req + checkpoints_timed AS base, stats_reset::text AS epoch FROM pg_stat_bgwriter
-- from: 17
SELECT sync_time AS total, num_requested + num_timed AS base, stats_reset::text AS epoch FROM pg_stat_checkpointer
