-- title: Connections are opened again and again
-- why: Opening one costs a process and an authentication, often more than the query. A pool keeps them.
-- finding: Database {object} opens {value} new sessions.
-- unit: per-second
-- warn: 10
-- crit: 50
-- points: 4
-- rate: second
-- confidence: measured
-- scope: server
-- tab: pool DATABASE/{object}
SELECT quote_ident(datname) AS object, sessions AS total, stats_reset::text AS epoch
FROM pg_stat_database
WHERE datname IS NOT NULL
