-- title: Databases that were dropped half
-- why: An interrupted DROP DATABASE leaves files that nobody can reach; they take space and hold back freezing.
-- finding: Database {object} was dropped half and can only be dropped.
-- warn: any
-- interval: 3600
-- scope: server
-- tab: overview
-- fix: DROP DATABASE {object};
SELECT quote_ident(datname) AS object FROM pg_database WHERE datconnlimit = -2
