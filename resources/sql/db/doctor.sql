-- title: What this session may do, and what there is to be had
SELECT s.ssl,
       s.version AS tls_version,
       s.cipher AS tls_cipher,
       pg_catalog.pg_backend_pid() AS pid,
       current_setting('transaction_read_only') = 'on' AS read_only,
       ARRAY(SELECT a.name::text FROM pg_catalog.pg_available_extensions a
             WHERE a.name IN ('pg_stat_statements', 'pg_buffercache', 'pgstattuple')) AS available,
       (SELECT r.rolname::text FROM pg_catalog.pg_roles r
        WHERE r.rolname IN ('rds_superuser', 'azure_pg_admin', 'cloudsqlsuperuser', 'alloydbsuperuser')
        ORDER BY r.rolname LIMIT 1) AS cloud_role,
       current_setting('logging_collector') = 'on' AS logs_to_files,
       (SELECT count(*) FROM pg_catalog.pg_class c
        JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
        WHERE c.relkind IN ('r', 'p', 'm') AND n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'
          AND NOT pg_catalog.has_table_privilege(c.oid, 'SELECT')) AS unreadable_tables,
       (SELECT count(*) FROM pg_catalog.pg_class c
        JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
        WHERE c.relkind IN ('r', 'p', 'm') AND n.nspname !~ '^pg_' AND n.nspname <> 'information_schema') AS tables
FROM (SELECT 1) one
LEFT JOIN pg_catalog.pg_stat_ssl s ON s.pid = pg_catalog.pg_backend_pid()
