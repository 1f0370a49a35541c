-- title: Everybody may change a table
-- why: Every role that can connect can change or delete its rows.
-- finding: Everybody may {rights} on {object}.
-- warn: any
-- points: 2
-- interval: 3600
-- tab: data {object}
-- fix: REVOKE {rights} ON {object} FROM PUBLIC;
-- undo: GRANT {rights} ON {object} TO PUBLIC;
SELECT format('%I.%I', n.nspname, c.relname) AS object, string_agg(x.privilege_type, ', ' ORDER BY x.privilege_type) AS rights
FROM pg_class c
JOIN pg_namespace n ON n.oid = c.relnamespace
CROSS JOIN LATERAL aclexplode(c.relacl) AS x
WHERE c.relkind IN ('r', 'p', 'f') AND x.grantee = 0 AND x.privilege_type IN ('INSERT', 'UPDATE', 'DELETE', 'TRUNCATE')
  AND n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'
  AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.classid = 'pg_class'::regclass AND d.objid = c.oid AND d.deptype = 'e')
GROUP BY n.nspname, c.relname
