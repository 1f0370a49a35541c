-- title: A synchronous standby is missing
-- why: Every commit waits until one is back.
-- finding: synchronous_standby_names asks for "{names}"; {present} synchronous standbys are connected.
-- crit: any
-- interval: 30
-- scope: server
-- tab: servers REPLICATION/
-- wants: role pg_read_all_stats
SELECT current_setting('synchronous_standby_names') AS names, r.present
FROM (SELECT count(*) FILTER (WHERE sync_state IN ('sync', 'quorum')) AS present FROM pg_stat_replication) AS r
WHERE current_setting('synchronous_standby_names') <> '' AND NOT pg_is_in_recovery()
  AND current_setting('synchronous_commit') NOT IN ('off', 'local')
  AND r.present < coalesce(substring(current_setting('synchronous_standby_names') FROM '(\d+)\s*\(')::int, 1)
