-- title: Many superusers
-- why: Each can read and change everything, the files of the machine included.
-- finding: {value} roles that may log in are superusers: {roles}.
-- unit: count
-- warn: 4
-- points: 1
-- interval: 3600
-- scope: server
-- tab: overview
SELECT count(*) AS value, string_agg(quote_ident(rolname), ', ' ORDER BY rolname) AS roles FROM pg_roles WHERE rolsuper AND rolcanlogin
