-- title: For a while no type wants a TOAST table beside the tables that use it
CREATE TEMP TABLE howdah_storage AS SELECT oid, typstorage FROM pg_catalog.pg_type WHERE typstorage <> 'p';
UPDATE pg_catalog.pg_type SET typstorage = 'p' WHERE typstorage <> 'p'
