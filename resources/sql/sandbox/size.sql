-- title: What all databases of the server take on its disk
SELECT sum(pg_catalog.pg_database_size(oid))::bigint AS bytes
FROM pg_catalog.pg_database
WHERE datallowconn
