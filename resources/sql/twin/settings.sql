-- title: Settings that the planner reads and that are not at their built-in value
SELECT name, reset_val AS value
FROM pg_catalog.pg_settings
WHERE reset_val IS DISTINCT FROM boot_val
  AND (category LIKE 'Query Tuning%'
       OR name IN ('search_path', 'work_mem', 'hash_mem_multiplier', 'max_parallel_workers_per_gather', 'effective_io_concurrency',
                   'default_statistics_target', 'array_nulls', 'IntervalStyle', 'standard_conforming_strings', 'xmlbinary',
                   'quote_all_identifiers', 'transform_null_equals', 'row_security'))
  AND name NOT LIKE 'lc\_%'
ORDER BY name
