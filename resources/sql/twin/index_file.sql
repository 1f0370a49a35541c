-- title: The file of one of a twin's own b-trees, as a pattern for others
SELECT pg_catalog.pg_relation_filepath('pg_catalog.pg_am_name_index'::regclass) AS file
