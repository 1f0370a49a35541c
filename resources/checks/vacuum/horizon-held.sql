-- title: Somebody holds back vacuum
-- why: No row that died since can be removed, in any table of the database, and tables and indexes grow.
-- finding: {object} keeps rows that died in the last {value} transactions.
-- unit: ids
-- warn: 10000000
-- crit: 100000000
-- scope: server
-- tab: activity LOCKS/; session: activity {name};
--   replication slot: servers REPLICATION/{name}; standby: servers REPLICATION/{name}
-- wants: role pg_read_all_stats
SELECT h.object, h.age AS value, h.since, h.fix
FROM (
    SELECT 'session ' || pid AS object, greatest(age(backend_xmin), age(backend_xid)) AS age, xact_start::text AS since,
           CASE WHEN backend_type = 'client backend' THEN
               format('SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE pid = %s AND backend_start = %L;', pid, backend_start)
           END AS fix
    FROM pg_stat_activity
    WHERE (backend_xmin IS NOT NULL OR backend_xid IS NOT NULL) AND pid <> pg_backend_pid() AND backend_type <> 'walsender'
    UNION ALL
    SELECT 'prepared transaction ' || quote_literal(gid), age(transaction), prepared::text, format('ROLLBACK PREPARED %L;', gid)
    FROM pg_prepared_xacts
    UNION ALL
    SELECT 'replication slot ' || slot_name, greatest(age(xmin), age(catalog_xmin)), NULL,
           CASE WHEN NOT active THEN format('SELECT pg_drop_replication_slot(%L);', slot_name) END
    FROM pg_replication_slots
    WHERE xmin IS NOT NULL OR catalog_xmin IS NOT NULL
    UNION ALL
    SELECT 'standby ' || coalesce(nullif(application_name, ''), pid::text), age(backend_xmin), NULL, NULL
    FROM pg_stat_replication
    WHERE backend_xmin IS NOT NULL
) AS h
ORDER BY h.age DESC
