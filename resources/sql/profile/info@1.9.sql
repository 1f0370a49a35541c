-- title: How many statements pg_stat_statements had to forget, and when it was reset
SELECT i.dealloc AS evictions, i.stats_reset AS reset_at
FROM @extschema@.pg_stat_statements_info() i
