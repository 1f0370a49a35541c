-- title: Replicas lag behind
-- why: Readers of the replica see old rows, and a switch to it would lose time or rows.
-- finding: Replica {object} shows what was true {value} ago.
-- unit: seconds
-- warn: 5
-- crit: 30
-- interval: 10
-- scope: server
-- tab: servers REPLICATION/{object}
-- wants: role pg_read_all_stats
SELECT coalesce(nullif(application_name, ''), pid::text) AS object, extract(epoch FROM replay_lag)::float8 AS value,
       state, sync_state, client_addr::text AS client, extract(epoch FROM flush_lag)::float8 AS flush_lag
FROM pg_stat_replication
WHERE replay_lag IS NOT NULL
ORDER BY replay_lag DESC
