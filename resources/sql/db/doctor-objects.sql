-- title: Functions, views and schemas that Howdah uses and that a role may lack
WITH ext AS (
    SELECT e.extname::text AS name, e.extnamespace AS nsp
    FROM pg_catalog.pg_extension e
    WHERE e.extname IN ('pg_stat_statements', 'pg_buffercache', 'pgstattuple')
)
SELECT ext.name AS part,
       pg_catalog.quote_ident(n.nspname) AS object,
       pg_catalog.has_schema_privilege(n.oid, 'USAGE') AS allowed,
       pg_catalog.format('GRANT USAGE ON SCHEMA %I TO %I;', n.nspname, current_user) AS remedy
FROM ext
JOIN pg_catalog.pg_namespace n ON n.oid = ext.nsp
UNION ALL
SELECT ext.name,
       pg_catalog.quote_ident(c.relname),
       pg_catalog.has_table_privilege(c.oid, 'SELECT'),
       pg_catalog.format('GRANT SELECT ON %I.%I TO %I;', n.nspname, c.relname, current_user)
FROM ext
JOIN pg_catalog.pg_namespace n ON n.oid = ext.nsp
JOIN pg_catalog.pg_class c ON c.relnamespace = ext.nsp AND c.relkind = 'v'
 AND c.relname IN ('pg_stat_statements', 'pg_stat_statements_info', 'pg_buffercache')
UNION ALL
SELECT coalesce(ext.name, 'log'),
       pg_catalog.quote_ident(p.proname) || '(' || pg_catalog.oidvectortypes(p.proargtypes) || ')',
       pg_catalog.has_function_privilege(p.oid, 'EXECUTE'),
       pg_catalog.format('GRANT EXECUTE ON FUNCTION %I.%I(%s) TO %I;', n.nspname, p.proname,
                         pg_catalog.oidvectortypes(p.proargtypes), current_user)
FROM pg_catalog.pg_proc p
JOIN pg_catalog.pg_namespace n ON n.oid = p.pronamespace
LEFT JOIN ext ON ext.nsp = p.pronamespace AND n.nspname <> 'pg_catalog'
WHERE (ext.name = 'pg_stat_statements' AND p.proname IN ('pg_stat_statements_reset', 'pg_stat_statements'))
   OR (ext.name = 'pg_buffercache' AND p.proname IN ('pg_buffercache_pages', 'pg_buffercache_summary', 'pg_buffercache_usage_counts'))
   OR (ext.name = 'pgstattuple' AND p.proname = 'pgstattuple_approx')
   OR (n.nspname = 'pg_catalog' AND p.proname IN ('pg_ls_logdir', 'pg_current_logfile'))
   OR (n.nspname = 'pg_catalog' AND p.proname = 'pg_read_binary_file' AND p.pronargs = 4)
ORDER BY part, object
