-- title: How much the times of single statements scatter
-- needs: extension pg_stat_statements
SELECT s.queryid::text AS id, sum(s.calls)::float8 AS calls, (sum(s.total_exec_time) / greatest(sum(s.calls), 1))::float8 AS mean,
       max(s.stddev_exec_time)::float8 AS deviation, max(s.max_exec_time)::float8 AS most
FROM pg_stat_statements(false) s
WHERE s.dbid = (SELECT d.oid FROM pg_catalog.pg_database d WHERE d.datname = current_database()) AND s.queryid IS NOT NULL
GROUP BY s.queryid
