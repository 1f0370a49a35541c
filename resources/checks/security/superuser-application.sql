-- title: An application connects as superuser
-- why: One hole in the application gives away the whole server, and it may take the connections kept for emergencies.
-- finding: {value} sessions of {object} are superusers.
-- unit: count
-- warn: 5
-- points: 2
-- scope: server
-- wants: role pg_read_all_stats
-- tab: pool USER/{name}
SELECT coalesce(nullif(a.application_name, ''), 'an application without a name') || ' as ' || quote_ident(a.usename) AS object, count(*) AS value
FROM pg_stat_activity a
JOIN pg_roles r ON r.oid = a.usesysid AND r.rolsuper
WHERE a.backend_type = 'client backend' AND a.application_name NOT LIKE 'howdah/%'
GROUP BY a.application_name, a.usename
