-- title: The archiver fails
-- why: Backups cannot be rolled forward, and the log piles up until the disk is full.
-- finding: Archiving {failed} failed at {at}, {failures:count} times since {reset}.
-- crit: any
-- scope: server
-- tab: servers REPLICATION/
SELECT last_failed_wal AS failed, last_failed_time::text AS at, failed_count AS failures, last_archived_wal AS last_archived,
       last_archived_time::text AS last_archived_at, stats_reset::date::text AS reset
FROM pg_stat_archiver
WHERE last_failed_time IS NOT NULL AND (last_archived_time IS NULL OR last_archived_time < last_failed_time)
