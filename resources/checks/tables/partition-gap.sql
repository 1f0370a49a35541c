-- title: Holes between partitions
-- why: A row that falls into the hole has nowhere to go and its insert fails.
-- finding: {object} has no partition for {gap_from} to {gap_to}.
-- warn: any
-- interval: 3600
-- tab: jobs maintenance/partitions {sql}
WITH bounds AS (
    SELECT p.partrelid, substring(x.bound FROM 'FROM \(''([^'']+)''\)')::timestamptz AS starts,
           substring(x.bound FROM 'TO \(''([^'']+)''\)')::timestamptz AS ends
    FROM pg_partitioned_table p
    JOIN pg_inherits h ON h.inhparent = p.partrelid
    JOIN pg_class c ON c.oid = h.inhrelid
    JOIN pg_attribute a ON a.attrelid = p.partrelid AND a.attnum = p.partattrs[0]
    CROSS JOIN LATERAL (SELECT pg_get_expr(c.relpartbound, c.oid) AS bound) AS x
    WHERE p.partstrat = 'r' AND p.partnatts = 1 AND p.partdefid = 0
      AND a.atttypid IN ('date'::regtype, 'timestamp'::regtype, 'timestamptz'::regtype)
), pairs AS (
    SELECT partrelid, ends AS gap_from, lead(starts) OVER (PARTITION BY partrelid ORDER BY starts) AS gap_to FROM bounds
)
SELECT format('%I.%I', n.nspname, t.relname) AS object, min(g.gap_from)::text AS gap_from, min(g.gap_to)::text AS gap_to, count(*) AS gaps
FROM pairs g
JOIN pg_class t ON t.oid = g.partrelid
JOIN pg_namespace n ON n.oid = t.relnamespace
WHERE g.gap_from < g.gap_to
GROUP BY n.nspname, t.relname
