-- title: The last partition ends soon
-- why: A row beyond the last partition has nowhere to go and its insert fails.
-- finding: The last partition of {object} ends at {ends}.
-- unit: seconds
-- warn: < 604800
-- crit: < 86400
-- interval: 3600
-- tab: jobs maintenance/partitions {sql}
WITH bounds AS (
    SELECT p.partrelid, max(substring(pg_get_expr(c.relpartbound, c.oid) FROM 'TO \(''([^'']+)''\)')::timestamptz) AS ends,
           count(*) AS partitions
    FROM pg_partitioned_table p
    JOIN pg_inherits h ON h.inhparent = p.partrelid
    JOIN pg_class c ON c.oid = h.inhrelid
    JOIN pg_attribute a ON a.attrelid = p.partrelid AND a.attnum = p.partattrs[0]
    WHERE p.partstrat = 'r' AND p.partnatts = 1 AND p.partdefid = 0
      AND a.atttypid IN ('date'::regtype, 'timestamp'::regtype, 'timestamptz'::regtype)
    GROUP BY p.partrelid
    HAVING count(*) > 1 AND NOT bool_or(pg_get_expr(c.relpartbound, c.oid) LIKE '%TO (MAXVALUE)')
)
SELECT format('%I.%I', n.nspname, t.relname) AS object, extract(epoch FROM b.ends - clock_timestamp())::float8 AS value,
       b.ends::text AS ends, b.partitions
FROM bounds b
JOIN pg_class t ON t.oid = b.partrelid
JOIN pg_namespace n ON n.oid = t.relnamespace
-- one that ended a year ago is an archive
WHERE b.ends > clock_timestamp() - interval '1 year'
ORDER BY 2
