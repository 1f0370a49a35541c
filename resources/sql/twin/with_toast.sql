-- title: Types as they were before
UPDATE pg_catalog.pg_type t SET typstorage = s.typstorage FROM howdah_storage s WHERE s.oid = t.oid;
DROP TABLE howdah_storage
