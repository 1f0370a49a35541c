-- title: Rows in a default partition
-- why: They were meant for a partition that does not exist; a new one cannot be attached before they are moved.
-- finding: The default partition {object} holds about {value} rows.
-- unit: count
-- warn: 1
-- points: 2
-- confidence: measured
-- interval: 900
-- tab: jobs maintenance/partitions {sql}
SELECT format('%I.%I', n.nspname, c.relname) AS object, greatest(c.reltuples, s.n_live_tup)::float8 AS value
FROM pg_partitioned_table p
JOIN pg_class c ON c.oid = p.partdefid
JOIN pg_namespace n ON n.oid = c.relnamespace
LEFT JOIN pg_stat_all_tables s ON s.relid = c.oid
-- a list has its default for what is rare; a range has one for what went wrong
WHERE p.partstrat = 'r'
