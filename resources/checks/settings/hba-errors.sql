-- title: Faults in pg_hba.conf
-- why: With a fault the file is not loaded again: old rules stay, and after a restart nobody gets in.
-- finding: Line {object} of pg_hba.conf: {error}.
-- crit: any
-- interval: 300
-- scope: server
-- tab: overview
-- grant: GRANT SELECT ON pg_hba_file_rules TO {user}; GRANT EXECUTE ON FUNCTION pg_hba_file_rules() TO {user};
SELECT line_number::text AS object, error FROM pg_hba_file_rules WHERE error IS NOT NULL
