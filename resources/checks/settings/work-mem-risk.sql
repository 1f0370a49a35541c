-- title: work_mem times sessions is more than the memory
-- why: Every sort or hash of every session may take as much; together they end in the kernel killing the server.
-- finding: {connections} sessions with work_mem {work_mem} could take {value} times effective_cache_size.
-- unit: count
-- warn: 4
-- points: 2
-- confidence: estimated
-- interval: 3600
-- tab: servers SETTINGS/work_mem
SELECT round(pg_size_bytes(w.setting || w.unit)::numeric * c.setting::int / (e.setting::numeric * 8192), 1)::float8 AS value,
       current_setting('work_mem') AS work_mem, c.setting AS connections, current_setting('effective_cache_size') AS effective_cache_size
FROM pg_settings w, pg_settings c, pg_settings e
WHERE w.name = 'work_mem' AND c.name = 'max_connections' AND e.name = 'effective_cache_size'
