-- title: Subscriptions that do not work
-- why: Changes of the publisher do not arrive, and its slot keeps the log.
-- finding: Subscription {object} {state}.
-- warn: any
-- crit: any
-- tab: servers REPLICATION/{object}
SELECT quote_ident(s.subname) AS object, CASE WHEN s.subenabled THEN 'has no worker' ELSE 'is switched off' END AS state,
       CASE WHEN s.subenabled THEN 'critical' ELSE 'warning' END AS level,
       CASE WHEN NOT s.subenabled THEN format('ALTER SUBSCRIPTION %I ENABLE;', s.subname) END AS fix,
       CASE WHEN NOT s.subenabled THEN format('ALTER SUBSCRIPTION %I DISABLE;', s.subname) END AS undo
FROM (SELECT oid, subname, subenabled FROM pg_subscription WHERE subdbid = (SELECT oid FROM pg_database WHERE datname = current_database())) AS s
WHERE NOT s.subenabled OR NOT EXISTS (SELECT FROM pg_stat_subscription w WHERE w.subid = s.oid AND w.pid IS NOT NULL)
