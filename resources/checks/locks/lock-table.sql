-- title: The lock table fills
-- why: When it is full, statements that touch many tables or partitions fail with "out of shared memory".
-- finding: {locks:count} of about {slots:count} lock entries are taken ({value}).
-- unit: share
-- warn: 0.5
-- crit: 0.8
-- interval: 30
-- scope: server
-- tab: activity LOCKS/
SELECT count(*) / s.slots::float8 AS value, count(*) AS locks, s.slots
FROM pg_locks
CROSS JOIN (SELECT current_setting('max_locks_per_transaction')::int
                   * (current_setting('max_connections')::int + current_setting('max_prepared_transactions')::int) AS slots) AS s
WHERE NOT fastpath
GROUP BY s.slots
