-- title: Deadlocks
-- why: Two transactions waited for each other and one was killed. Its work must be done again.
-- finding: Database {object} sees {value} deadlocks.
-- unit: per-second
-- warn: 0.0167
-- crit: 0.167
-- points: 4
-- rate: second
-- confidence: measured
-- scope: server
-- tab: slow LOG/
SELECT quote_ident(datname) AS object, deadlocks AS total, stats_reset::text AS epoch
FROM pg_stat_database
WHERE datname IS NOT NULL
