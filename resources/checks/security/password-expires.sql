-- title: Passwords that end soon
-- why: From then on the role cannot log in with its password.
-- finding: The password of role {object} is valid until {until}.
-- unit: seconds
-- warn: < 1209600
-- crit: < 86400
-- interval: 3600
-- scope: server
-- tab: overview
SELECT quote_ident(rolname) AS object, extract(epoch FROM rolvaliduntil - clock_timestamp())::float8 AS value, rolvaliduntil::text AS until
FROM pg_roles
WHERE rolcanlogin AND rolvaliduntil < clock_timestamp() + interval '30 days' AND rolvaliduntil > clock_timestamp() - interval '30 days'
