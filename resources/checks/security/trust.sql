-- title: Anybody may connect as anybody
-- why: The method trust asks for no password.
-- finding: Line {object} of pg_hba.conf trusts {type} {address} for {databases} as {users}.
-- warn: any
-- crit: any
-- points: 4
-- interval: 3600
-- scope: server
-- tab: overview
-- grant: GRANT SELECT ON pg_hba_file_rules TO {user}; GRANT EXECUTE ON FUNCTION pg_hba_file_rules() TO {user};
SELECT line_number::text AS object, type, coalesce(address, '') AS address, array_to_string(database, ',') AS databases,
       array_to_string(user_name, ',') AS users,
       CASE WHEN type = 'local' OR address IN ('127.0.0.1', '::1', 'localhost', 'samehost') THEN 'warning' ELSE 'critical' END AS level
FROM pg_hba_file_rules
WHERE auth_method = 'trust'
