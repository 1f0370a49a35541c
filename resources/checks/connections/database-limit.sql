-- title: A database nears its own connection limit
-- why: Beyond its limit a database refuses clients, however many connections the server has left.
-- finding: Database {object} has {used} of {allowed} connections taken.
-- unit: share
-- warn: 0.8
-- crit: 0.95
-- interval: 30
-- scope: server
-- tab: pool DATABASE/{object}
-- fix: ALTER DATABASE {object} CONNECTION LIMIT -1;
-- undo: ALTER DATABASE {object} CONNECTION LIMIT {allowed};
SELECT quote_ident(d.datname) AS object, count(a.pid) / d.datconnlimit::float8 AS value, count(a.pid) AS used, d.datconnlimit AS allowed
FROM pg_database d
LEFT JOIN pg_stat_activity a ON a.datid = d.oid AND a.backend_type = 'client backend'
WHERE d.datconnlimit > 0
GROUP BY d.datname, d.datconnlimit
