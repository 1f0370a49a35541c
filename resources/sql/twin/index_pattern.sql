-- title: The relation of one of a twin's own b-trees, as a pattern for others
SELECT * FROM pg_catalog.pg_class WHERE oid = 'pg_catalog.pg_am_name_index'::regclass
