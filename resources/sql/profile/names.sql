-- title: Names of roles and databases by their oid
SELECT 'role' AS kind, oid::bigint AS id, rolname::text AS name FROM pg_catalog.pg_roles
UNION ALL
SELECT 'database', oid::bigint, datname::text FROM pg_catalog.pg_database
