-- title: A table through which sizes come into a twin
CREATE TEMP TABLE howdah_size (relid oid, pages int, tuples float4, all_visible int)
