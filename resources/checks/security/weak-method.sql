-- title: Passwords travel in a form that can be stolen
-- why: The method password sends them as they are; md5 can be replayed by who has seen the stored hash.
-- finding: Line {object} of pg_hba.conf uses {method} for {type} {address}.
-- warn: any
-- points: 2
-- interval: 3600
-- scope: server
-- tab: overview
-- grant: GRANT SELECT ON pg_hba_file_rules TO {user}; GRANT EXECUTE ON FUNCTION pg_hba_file_rules() TO {user};
SELECT line_number::text AS object, auth_method AS method, type, coalesce(address, '') AS address
FROM pg_hba_file_rules
WHERE auth_method IN ('password', 'md5') AND type <> 'hostssl' AND type <> 'local'
