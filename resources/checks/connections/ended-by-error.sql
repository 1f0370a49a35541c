-- title: Sessions end by fatal errors or are killed
-- why: Time limits, crashes or an operator end them in the middle of work.
-- finding: {value} of the sessions of database {object} ended by force.
-- unit: share
-- warn: 0.1
-- crit: 0.5
-- points: 4
-- rate: base
-- floor: 20
-- confidence: measured
-- scope: server
-- tab: pool DATABASE/{object}
SELECT quote_ident(datname) AS object, sessions_fatal + sessions_killed AS total, sessions AS base, stats_reset::text AS epoch
FROM pg_stat_database
WHERE datname IS NOT NULL
