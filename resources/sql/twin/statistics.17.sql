-- title: Column statistics
SELECT c.oid::bigint AS relation_id, a.attnum::int AS number, s.inherited, s.null_frac, s.avg_width, s.n_distinct,
       s.most_common_vals::text AS most_common_vals, s.most_common_freqs::text AS most_common_freqs,
       s.histogram_bounds::text AS histogram_bounds, s.correlation,
       s.most_common_elems::text AS most_common_elems, s.most_common_elem_freqs::text AS most_common_elem_freqs,
       s.elem_count_histogram::text AS elem_count_histogram,
       s.range_length_histogram::text AS range_length_histogram, s.range_empty_frac,
       s.range_bounds_histogram::text AS range_bounds_histogram
FROM pg_catalog.pg_stats s
JOIN pg_catalog.pg_namespace n ON n.nspname = s.schemaname
JOIN pg_catalog.pg_class c ON c.relname = s.tablename AND c.relnamespace = n.oid
JOIN pg_catalog.pg_attribute a ON a.attrelid = c.oid AND a.attname = s.attname
WHERE s.schemaname NOT LIKE 'pg\_%' AND s.schemaname <> 'information_schema' AND c.relpersistence <> 't'
ORDER BY c.oid, a.attnum
