-- title: Multixact ids run out
-- why: Rows locked by several transactions use these ids; near their end writes are refused.
-- finding: Database {object} has used {value} of its multixact ids without freezing.
-- unit: share
-- warn: 0.4
-- crit: 0.6
-- scope: server
-- interval: 300
-- tab: jobs maintenance/vacuum
SELECT quote_ident(datname) AS object, mxid_age(datminmxid) / 2144483648.0::float8 AS value, mxid_age(datminmxid) AS age,
       'VACUUM (FREEZE); -- in database ' || translate(quote_ident(datname), E'\n\r', '  ') AS fix
FROM pg_database
ORDER BY 2 DESC
