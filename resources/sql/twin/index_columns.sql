-- title: The columns of some tables, as patterns for those of their indexes
SELECT c.relnamespace AS table_schema, c.relowner AS table_owner, a.*
FROM pg_catalog.pg_attribute a JOIN pg_catalog.pg_class c ON c.oid = a.attrelid
WHERE a.attrelid = ANY (?::oid[]) AND a.attnum > 0 AND NOT a.attisdropped
