-- title: Freezing begins late
-- why: Little is left between the first forced vacuum and the stop of all writes.
-- finding: {object} is {value}.
-- unit: ids
-- warn: 1000000000
-- points: 4
-- interval: 3600
-- scope: server
-- tab: servers SETTINGS/{object}
SELECT name AS object, setting::bigint AS value
FROM pg_settings
WHERE name IN ('autovacuum_freeze_max_age', 'autovacuum_multixact_freeze_max_age')
