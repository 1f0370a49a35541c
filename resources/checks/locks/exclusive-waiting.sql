-- title: A change of structure waits for its lock
-- why: Everything that comes after it queues behind it, reads included. Set lock_timeout and try again instead.
-- finding: Session {object} has waited {value} for an exclusive lock on {relation}.
-- unit: seconds
-- warn: 5
-- crit: 30
-- interval: 10
-- scope: server
-- tab: activity {object}
-- wants: role pg_read_all_stats
SELECT l.pid::text AS object, extract(epoch FROM clock_timestamp() - coalesce(l.waitstart, a.state_change))::float8 AS value,
       coalesce((SELECT format('%I.%I', n.nspname, c.relname) FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
                 WHERE c.oid = l.relation AND l.database = (SELECT oid FROM pg_database WHERE datname = current_database())),
                'relation ' || l.relation) AS relation,
       left(a.query, 200) AS statement,
       format('SELECT pg_cancel_backend(pid) FROM pg_stat_activity WHERE pid = %s AND backend_start = %L;', a.pid, a.backend_start) AS fix
FROM pg_locks l
JOIN pg_stat_activity a ON a.pid = l.pid
WHERE NOT l.granted AND l.locktype = 'relation' AND l.mode = 'AccessExclusiveLock'
