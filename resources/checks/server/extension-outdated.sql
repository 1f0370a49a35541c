-- title: Extensions behind their installed files
-- why: The library is newer than what the database knows of it: new columns are missing, and old ones may be wrong.
-- finding: Extension {object} is {installed}; {available} is on disk.
-- warn: any
-- points: 1
-- interval: 3600
-- tab: overview
-- fix: ALTER EXTENSION {object} UPDATE;
SELECT quote_ident(name) AS object, installed_version AS installed, default_version AS available
FROM pg_available_extensions
WHERE installed_version <> default_version
