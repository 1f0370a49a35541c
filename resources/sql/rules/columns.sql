-- title: A table's columns with what is collected of them
SELECT format('%I.%I', n.nspname, c.relname) AS table, a.attname AS name,
       coalesce(nullif((to_jsonb(a) ->> 'attstattarget')::int, -1), current_setting('default_statistics_target')::int) AS target,
       greatest(c.reltuples, 0)::float8 AS rows, coalesce(s.n_mod_since_analyze, 0)::float8 AS changed, c.reltuples >= 0 AS analyzed,
       (SELECT CASE WHEN d.n_distinct < 0 THEN -d.n_distinct * greatest(c.reltuples, 0) ELSE d.n_distinct END
        FROM pg_catalog.pg_stats d
        WHERE d.schemaname = n.nspname AND d.tablename = c.relname AND d.attname = a.attname AND NOT d.inherited)::float8 AS distinct_values,
       (SELECT string_agg(o.names, E'\n\n')
        FROM (SELECT string_agg(k.attname, E'\n') AS names
        FROM pg_catalog.pg_statistic_ext x
        CROSS JOIN LATERAL unnest(x.stxkeys::int2[]) AS u (number)
        JOIN pg_catalog.pg_attribute k ON k.attrelid = x.stxrelid AND k.attnum = u.number
        WHERE x.stxrelid = c.oid AND a.attnum = ANY (x.stxkeys::int2[])
        GROUP BY x.oid) o) AS together,
       coalesce((to_jsonb(a) ->> 'attstattarget')::int, -1) AS own,
       (SELECT substr(o, 12) FROM unnest(a.attoptions) o WHERE o LIKE 'n\_distinct=%') AS own_distinct
FROM pg_catalog.pg_class c
JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
JOIN pg_catalog.pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
LEFT JOIN pg_catalog.pg_stat_all_tables s ON s.relid = c.oid
WHERE c.oid = pg_catalog.to_regclass(:table)
ORDER BY a.attnum
