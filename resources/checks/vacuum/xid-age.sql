-- title: Transaction ids run out
-- why: Some millions before the end of its ids a database refuses every write until it is vacuumed.
-- finding: Database {object} has used {value} of its transaction ids without freezing.
-- unit: share
-- warn: 0.4
-- crit: 0.6
-- scope: server
-- interval: 300
-- tab: jobs maintenance/vacuum
SELECT quote_ident(datname) AS object, age(datfrozenxid) / 2144483648.0::float8 AS value, age(datfrozenxid) AS age,
       'VACUUM (FREEZE); -- in database ' || translate(quote_ident(datname), E'\n\r', '  ') AS fix
FROM pg_database
ORDER BY 2 DESC
