-- title: A table through which keys come into a twin
CREATE TEMP TABLE howdah_key (oid oid, name name, kind text, table_oid oid, index_oid oid, columns text)
