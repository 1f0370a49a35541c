-- title: Indexes with their sizes and their use
SELECT i.indexrelid::bigint AS id, i.indrelid::bigint AS table_id, n.nspname::text AS schema, c.relname::text AS name, am.amname::text AS method,
       pg_catalog.pg_get_indexdef(i.indexrelid) AS definition, i.indisunique AS is_unique, i.indisprimary AS is_primary,
       i.indisvalid AS is_valid, i.indisclustered AS is_clustered, i.indisreplident AS is_replica_identity,
       c.relkind = 'I' AS partitioned, (SELECT h.inhparent::bigint FROM pg_catalog.pg_inherits h WHERE h.inhrelid = c.oid) AS parent_id,
       c.relpages AS pages, c.reltuples::float8 AS tuples,
       CASE WHEN c.relkind = 'i' THEN coalesce(pg_catalog.pg_relation_size(c.oid), 0) ELSE 0 END AS bytes,
       i.indkey::text AS columns, i.indnkeyatts::int AS key_columns, i.indoption::text AS options,
       i.indclass::text AS classes, i.indcollation::text AS collations,
       pg_catalog.pg_get_expr(i.indpred, i.indrelid) AS predicate, i.indexprs IS NOT NULL AS has_expressions,
       -- what replicas read is not counted here: with one, nothing is known to be unused
       CASE WHEN pg_catalog.pg_is_in_recovery()
                 OR EXISTS (SELECT FROM pg_catalog.pg_stat_replication r WHERE r.state IS DISTINCT FROM 'backup')
                 OR EXISTS (SELECT FROM pg_catalog.pg_replication_slots r WHERE r.slot_type = 'physical')
            THEN greatest(pg_catalog.pg_stat_get_numscans(c.oid), 1) ELSE pg_catalog.pg_stat_get_numscans(c.oid) END AS scans
FROM pg_catalog.pg_index i
JOIN pg_catalog.pg_class c ON c.oid = i.indexrelid
JOIN pg_catalog.pg_class t ON t.oid = i.indrelid
JOIN pg_catalog.pg_am am ON am.oid = c.relam
JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
WHERE t.relkind IN ('r', 'p', 'm') AND t.relpersistence <> 't' AND i.indislive
  AND n.nspname NOT LIKE 'pg\_%' AND n.nspname <> 'information_schema'
  AND NOT EXISTS (SELECT FROM pg_catalog.pg_depend e
                  WHERE e.classid = 'pg_catalog.pg_class'::regclass AND e.objid = t.oid AND e.deptype = 'e')
ORDER BY i.indrelid, i.indexrelid
