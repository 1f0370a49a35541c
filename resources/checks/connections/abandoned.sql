-- title: Clients vanish without saying goodbye
-- why: The network cuts them, or the application dies or is killed. Their locks and transactions end late.
-- finding: {value} of the sessions of database {object} were lost.
-- unit: share
-- warn: 0.1
-- crit: 0.5
-- points: 4
-- rate: base
-- floor: 20
-- confidence: measured
-- scope: server
-- tab: pool DATABASE/{object}
SELECT quote_ident(datname) AS object, sessions_abandoned AS total, sessions AS base, stats_reset::text AS epoch
FROM pg_stat_database
WHERE datname IS NOT NULL
