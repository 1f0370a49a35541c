-- title: What alerts watch besides the vital figures: the longest statement, rolled back transactions, deadlocks
-- wants: role pg_read_all_stats
-- interval: 10
SELECT (SELECT coalesce(max(extract(epoch FROM pg_catalog.clock_timestamp() - query_start)), 0)::float8
          FROM pg_catalog.pg_stat_activity
         WHERE state = 'active' AND backend_type = 'client backend' AND pid <> pg_catalog.pg_backend_pid()) AS longest_query_seconds,
       sum(xact_commit)::bigint AS committed,
       sum(xact_rollback)::bigint AS rolled_back,
       sum(deadlocks)::bigint AS deadlocks,
       max(stats_reset) AS stats_reset
FROM pg_catalog.pg_stat_database
