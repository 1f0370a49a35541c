-- title: End of the version's support
-- why: After its end a major version gets no fixes, not even for security.
-- finding: PostgreSQL {version} is supported until {until}.
-- unit: seconds
-- warn: < 15552000
-- crit: < 0
-- points: 8
-- interval: 3600
-- scope: server
-- tab: overview
-- needs: version 14
SELECT current_setting('server_version') AS version, e.until::text AS until,
       extract(epoch FROM e.until - clock_timestamp()::date::timestamp)::float8 AS value
FROM (VALUES (14, timestamp '2026-11-12'), (15, '2027-11-11'), (16, '2028-11-09'), (17, '2029-11-08'),
             (18, '2030-11-14'), (19, '2031-11-13')) AS e (major, until)
WHERE e.major = current_setting('server_version_num')::int / 10000
