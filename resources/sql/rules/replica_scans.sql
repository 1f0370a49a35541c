-- title: How often a server of a cluster used these indexes
SELECT w.name,
       (SELECT sum(pg_catalog.pg_stat_get_numscans(x.oid))::bigint
        FROM (SELECT pg_catalog.to_regclass(w.name)::oid AS oid
              UNION
              SELECT t.relid FROM pg_catalog.pg_partition_tree(pg_catalog.to_regclass(w.name)) AS t) x
        WHERE x.oid IS NOT NULL) AS scans
FROM unnest(CAST(:indexes AS text[])) AS w (name)
