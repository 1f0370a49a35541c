-- title: For how many seconds pg_stat_statements has counted
-- needs: extension pg_stat_statements
SELECT extract(epoch FROM now() - stats_reset)::float8 FROM pg_stat_statements_info
