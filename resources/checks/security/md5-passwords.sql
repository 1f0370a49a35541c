-- title: Passwords stored as md5
-- why: They can be guessed quickly and used without being guessed; support for them ends.
-- finding: Role {object} has its password stored as md5.
-- warn: any
-- points: 2
-- interval: 3600
-- scope: server
-- needs: superuser
-- tab: overview
SELECT quote_ident(rolname) AS object, rolsuper AS superuser FROM pg_authid WHERE rolcanlogin AND rolpassword LIKE 'md5%'
