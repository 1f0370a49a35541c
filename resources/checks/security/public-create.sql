-- title: Everybody may create objects in a schema
-- why: A role can plant a function or table there that others call by mistake.
-- finding: Everybody may create objects in schema {object}.
-- warn: any
-- points: 2
-- interval: 3600
-- tab: overview
-- fix: REVOKE CREATE ON SCHEMA {object} FROM PUBLIC;
-- undo: GRANT CREATE ON SCHEMA {object} TO PUBLIC;
SELECT quote_ident(n.nspname) AS object
FROM pg_namespace n
CROSS JOIN LATERAL aclexplode(coalesce(n.nspacl, acldefault('n', n.nspowner))) AS x
WHERE x.grantee = 0 AND x.privilege_type = 'CREATE' AND n.nspname !~ '^pg_'
