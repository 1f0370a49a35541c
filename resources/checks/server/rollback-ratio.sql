-- title: Many transactions are rolled back
-- why: Errors, lost races or time limits undo work that was paid for.
-- finding: {value} of the transactions in database {object} were rolled back.
-- unit: share
-- warn: 0.1
-- crit: 0.5
-- points: 4
-- rate: base
-- floor: 1000
-- confidence: measured
-- scope: server
-- tab: slow LOG/
SELECT quote_ident(datname) AS object, xact_rollback AS total, xact_commit + xact_rollback AS base, stats_reset::text AS epoch
FROM pg_stat_database
WHERE datname IS NOT NULL
