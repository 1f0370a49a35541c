-- title: The operating system sorts otherwise than when indexes were made
-- why: An index on text that was built under another order gives wrong answers and lets duplicates in.
-- finding: {object} was made with version {recorded} of its collation; the system now has {actual}.
-- warn: any
-- crit: any
-- interval: 3600
-- tab: overview
SELECT format('collation %I.%I', n.nspname, c.collname) AS object, c.collversion AS recorded,
       pg_collation_actual_version(c.oid) AS actual,
       format('-- first REINDEX what uses it' || E'\n' || 'ALTER COLLATION %I.%I REFRESH VERSION;', n.nspname, c.collname) AS fix
FROM pg_collation c
JOIN pg_namespace n ON n.oid = c.collnamespace
WHERE c.collversion IS NOT NULL AND c.collversion <> pg_collation_actual_version(c.oid)
-- from: 15
SELECT format('database %I', datname) AS object, datcollversion AS recorded, pg_database_collation_actual_version(oid) AS actual,
       format('REINDEX DATABASE CONCURRENTLY %I;' || E'\n' || 'ALTER DATABASE %1$I REFRESH COLLATION VERSION;', datname) AS fix
FROM pg_database
WHERE datname = current_database() AND datcollversion <> pg_database_collation_actual_version(oid)
UNION ALL
SELECT format('collation %I.%I', n.nspname, c.collname), c.collversion, pg_collation_actual_version(c.oid),
       format('-- first REINDEX what uses it' || E'\n' || 'ALTER COLLATION %I.%I REFRESH VERSION;', n.nspname, c.collname)
FROM pg_collation c
JOIN pg_namespace n ON n.oid = c.collnamespace
WHERE c.collversion IS NOT NULL AND c.collversion <> pg_collation_actual_version(c.oid)
