-- title: Queries on this standby are cancelled
-- why: Replay needs rows removed or locks that the queries hold. hot_standby_feedback or a longer delay let them end.
-- finding: Database {object} cancels {value} queries for replay.
-- unit: per-second
-- warn: 0.01
-- crit: 1
-- points: 4
-- rate: second
-- confidence: measured
-- scope: server
-- tab: servers REPLICATION/
SELECT quote_ident(datname) AS object, confl_tablespace + confl_lock + confl_snapshot + confl_bufferpin + confl_deadlock AS total
FROM pg_stat_database_conflicts
WHERE pg_is_in_recovery()
