-- title: The key of one of a twin's own b-trees, as a pattern for others
SELECT * FROM pg_catalog.pg_index WHERE indexrelid = 'pg_catalog.pg_am_name_index'::regclass
