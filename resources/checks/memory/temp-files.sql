-- title: Sorts and hashes spill to disk
-- why: work_mem was too small for them. Fewer rows, an index in the order wanted, or more work_mem for these statements help.
-- finding: Database {object} writes {value:bytes} of temporary files a second.
-- unit: bytes
-- warn: 10485760
-- crit: 104857600
-- points: 4
-- rate: second
-- confidence: measured
-- scope: server
-- tab: slow
SELECT quote_ident(datname) AS object, temp_bytes AS total, temp_files AS files, stats_reset::text AS epoch
FROM pg_stat_database
WHERE datname IS NOT NULL
