-- title: Large tables that are read from end to end
-- why: Most reads of the table use no index. One may be missing.
-- finding: {value} of the scans of {object}, about {rows:count} rows, read it from end to end.
-- unit: share
-- warn: 0.5
-- points: 2
-- rate: base
-- floor: 100
-- confidence: measured
-- interval: 300
-- tab: slow
SELECT format('%I.%I', s.schemaname, s.relname) AS object, s.seq_scan AS total, s.seq_scan + coalesce(s.idx_scan, 0) AS base,
       c.reltuples::bigint AS rows, s.seq_tup_read AS rows_read, d.stats_reset::text AS epoch
FROM pg_stat_user_tables s
JOIN pg_class c ON c.oid = s.relid
JOIN pg_stat_database d ON d.datname = current_database()
WHERE c.reltuples >= 10000
ORDER BY s.seq_tup_read DESC
LIMIT 200
