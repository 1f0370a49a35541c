-- title: Primary keys and unique constraints of indexes that are there
INSERT INTO pg_catalog.pg_constraint
SELECT r.*
FROM howdah_key k JOIN pg_catalog.pg_class c ON c.oid = k.table_oid,
LATERAL pg_catalog.jsonb_populate_record(NULL::pg_catalog.pg_constraint, pg_catalog.jsonb_build_object(
    'oid', k.oid, 'conname', k.name, 'connamespace', c.relnamespace, 'contype', k.kind, 'condeferrable', false, 'condeferred', false,
    'conenforced', true, 'convalidated', true, 'conrelid', k.table_oid, 'contypid', 0, 'conindid', k.index_oid, 'conparentid', 0,
    'confrelid', 0, 'confupdtype', ' ', 'confdeltype', ' ', 'confmatchtype', ' ', 'conislocal', true, 'coninhcount', 0,
    'connoinherit', true, 'conperiod', false, 'conkey', ('{' || k.columns || '}')::int2[])) r;
DROP TABLE howdah_key
