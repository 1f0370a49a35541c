-- title: What all that is kept takes on the disk; partitions may stand in a schema of their own
SELECT coalesce(sum(pg_catalog.pg_total_relation_size(k.oid)), 0)::bigint AS bytes
FROM (SELECT c.oid FROM pg_catalog.pg_class c WHERE c.relnamespace = 'howdah_store'::regnamespace AND c.relkind IN ('r', 'm')
      UNION
      SELECT i.inhrelid FROM pg_catalog.pg_inherits i
      JOIN pg_catalog.pg_class p ON p.oid = i.inhparent AND p.relnamespace = 'howdah_store'::regnamespace
      JOIN pg_catalog.pg_class c ON c.oid = i.inhrelid AND c.relkind = 'r') k
