-- title: What is in shared_buffers, relations of this database by name
-- needs: extension pg_buffercache, role pg_monitor
SELECT coalesce(n.nspname || '.' || c.relname,
                CASE WHEN b.reldatabase = 0 THEN '(shared catalogues)' ELSE '(other databases)' END) AS name,
       coalesce(c.relkind::text, '') AS kind,
       count(*) AS buffers,
       count(*) FILTER (WHERE b.isdirty) AS dirty,
       avg(b.usagecount)::float8 AS usage_average,
       max(pg_catalog.pg_relation_size(c.oid)) / current_setting('block_size')::int AS blocks
FROM pg_buffercache b
LEFT JOIN pg_catalog.pg_database d ON d.datname = current_database() AND d.oid = b.reldatabase
LEFT JOIN pg_catalog.pg_class c ON pg_catalog.pg_relation_filenode(c.oid) = b.relfilenode AND d.oid IS NOT NULL AND b.relforknumber = 0
LEFT JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
WHERE b.relfilenode IS NOT NULL
GROUP BY 1, 2
ORDER BY 3 DESC
LIMIT 200
