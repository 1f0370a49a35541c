-- title: Statements that skip rows by OFFSET, most total time first
-- needs: extension pg_stat_statements
SELECT s.query,
       sum(s.calls)::bigint AS calls,
       sum(s.total_exec_time) / greatest(sum(s.calls), 1) AS mean_millis
FROM pg_stat_statements s
WHERE s.dbid = (SELECT d.oid FROM pg_catalog.pg_database d WHERE d.datname = current_database())
  AND s.query ~* '\moffset\M' AND s.query ~* '^\s*((--[^\n]*\n|/\*([^*]|\*+[^*/])*\*+/)\s*)*(select|with)\M'
  AND s.query !~* '\mpg_[a-z_]+\M|\minformation_schema\M'
GROUP BY s.query
ORDER BY sum(s.total_exec_time) DESC
LIMIT 50
