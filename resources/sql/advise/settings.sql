-- title: Settings on which there are rules, with where they come from
SELECT name, setting, coalesce(unit, '') AS unit, context, vartype AS kind, coalesce(boot_val, '') AS built_in, source,
       coalesce(sourcefile, '') LIKE '%postgresql.auto.conf' AS by_alter_system
FROM pg_catalog.pg_settings
WHERE name IN ('shared_buffers', 'effective_cache_size', 'maintenance_work_mem', 'work_mem', 'hash_mem_multiplier', 'max_connections',
               'max_wal_size', 'min_wal_size', 'checkpoint_timeout', 'checkpoint_completion_target', 'random_page_cost', 'seq_page_cost',
               'effective_io_concurrency', 'max_worker_processes', 'max_parallel_workers', 'max_parallel_workers_per_gather',
               'max_parallel_maintenance_workers', 'jit', 'jit_above_cost', 'autovacuum_max_workers', 'huge_pages', 'wal_compression')
ORDER BY name
