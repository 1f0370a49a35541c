-- title: A role nears its own connection limit
-- why: Beyond its limit a role is refused, however many connections the server has left.
-- finding: Role {object} has {used} of {allowed} connections taken.
-- unit: share
-- warn: 0.8
-- crit: 0.95
-- interval: 30
-- scope: server
-- tab: pool USER/{object}
-- fix: ALTER ROLE {object} CONNECTION LIMIT -1;
-- undo: ALTER ROLE {object} CONNECTION LIMIT {allowed};
SELECT quote_ident(r.rolname) AS object, count(a.pid) / r.rolconnlimit::float8 AS value, count(a.pid) AS used, r.rolconnlimit AS allowed
FROM pg_roles r
LEFT JOIN pg_stat_activity a ON a.usesysid = r.oid AND a.backend_type = 'client backend'
WHERE r.rolconnlimit > 0 AND NOT r.rolsuper
GROUP BY r.rolname, r.rolconnlimit
