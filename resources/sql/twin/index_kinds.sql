-- title: How a b-tree would take each column of some tables
-- No row where the operator class is found by another way or keeps another type.
SELECT a.attrelid::bigint AS table_oid, a.attname::text AS name, a.attnum AS number, a.attcollation::bigint AS sorting,
    o.oid::bigint AS class
FROM pg_catalog.pg_attribute a
JOIN pg_catalog.pg_opclass o ON o.opcintype = CASE a.atttypid WHEN 'varchar'::regtype THEN 'text'::regtype ELSE a.atttypid END
    AND o.opcdefault AND o.opckeytype = 0
JOIN pg_catalog.pg_am m ON m.oid = o.opcmethod AND m.amname = 'btree'
WHERE a.attrelid = ANY (?::oid[]) AND a.attnum > 0 AND NOT a.attisdropped AND a.attgenerated <> 'v'
