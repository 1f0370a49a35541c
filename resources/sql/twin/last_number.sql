-- title: The highest number that a relation or its file has, of those that the server gave out itself
SELECT max(greatest(oid::bigint, relfilenode::bigint)) AS number FROM pg_catalog.pg_class WHERE oid < 3000000000
