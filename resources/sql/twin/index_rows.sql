-- title: Hypothetical b-trees in a twin's catalogue, their relation and columns, after the pattern of one of its own
WITH wanted AS MATERIALIZED (
    SELECT w.*, c.relnamespace, c.relowner
    FROM pg_catalog.jsonb_to_recordset(:indexes) AS w (oid oid, name text, table_oid oid, width int2, pages int8, tuples float4)
    JOIN pg_catalog.pg_class c ON c.oid = w.table_oid),
parts AS MATERIALIZED (
    SELECT w.oid AS index_oid, w.table_oid, p.*
    FROM pg_catalog.jsonb_to_recordset(:indexes) AS w (oid oid, table_oid oid, parts jsonb),
        pg_catalog.jsonb_to_recordset(w.parts) AS p (place int2, number int2, sorting oid)),
relations AS (
    INSERT INTO pg_catalog.pg_class
    SELECT r.*
    FROM wanted w
    JOIN pg_catalog.pg_class p ON p.oid = 'pg_catalog.pg_am_name_index'::regclass,
    LATERAL pg_catalog.jsonb_populate_record(p, pg_catalog.jsonb_build_object(
        'oid', w.oid, 'relname', w.name, 'relnamespace', w.relnamespace, 'relowner', w.relowner, 'relfilenode', w.oid,
        'relpages', w.pages, 'reltuples', w.tuples, 'relnatts', w.width)) r)
INSERT INTO pg_catalog.pg_attribute
SELECT r.*
FROM parts p
JOIN pg_catalog.pg_attribute a ON a.attrelid = p.table_oid AND a.attnum = p.number,
LATERAL pg_catalog.jsonb_populate_record(a, pg_catalog.jsonb_build_object(
    'attrelid', p.index_oid, 'attnum', p.place, 'attname', 'k' || p.place, 'attcollation', p.sorting, 'attnotnull', false,
    'atthasdef', false, 'atthasmissing', false, 'attidentity', '', 'attgenerated', '', 'attislocal', true, 'attinhcount', 0,
    'attacl', NULL, 'attoptions', NULL, 'attfdwoptions', NULL, 'attmissingval', NULL)) r;
UPDATE pg_catalog.pg_class SET relhasindex = true
WHERE oid IN (SELECT w.table_oid FROM pg_catalog.jsonb_to_recordset(:indexes) AS w (table_oid oid))
