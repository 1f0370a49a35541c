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
-- tab: slow {name}
WITH most AS MATERIALIZED (
    -- straight from the counters: the view that has them sums up all indexes of all tables first
    SELECT c.oid, n.nspname, c.relname, c.reltuples, pg_stat_get_numscans(c.oid) AS scans, pg_stat_get_tuples_returned(c.oid) AS rows_read
    FROM pg_class c
    JOIN pg_namespace n ON n.oid = c.relnamespace
    WHERE c.relkind IN ('r', 'm') AND c.reltuples >= 10000 AND n.nspname NOT IN ('pg_catalog', 'information_schema') AND n.nspname !~ '^pg_toast'
    ORDER BY 6 DESC
    LIMIT 200
)
SELECT format('%I.%I', m.nspname, m.relname) AS object, m.scans AS total,
       m.scans + coalesce((SELECT sum(pg_stat_get_numscans(i.indexrelid)) FROM pg_index i WHERE i.indrelid = m.oid), 0)::bigint AS base,
       m.reltuples::bigint AS rows, m.rows_read, d.stats_reset::text AS epoch
FROM most m
JOIN pg_stat_database d ON d.datname = current_database()
ORDER BY m.rows_read DESC
