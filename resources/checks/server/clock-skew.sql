-- title: The clocks of this machine and the server differ
-- why: Times in logs, charts and findings do not fit each other, and tickets and certificates may be refused.
-- finding: The server's clock is {value} away from the clock here.
-- unit: seconds
-- warn: 5
-- crit: 300
-- interval: 300
-- scope: server
-- tab: overview
SELECT extract(epoch FROM clock_timestamp())::float8 AS epoch_seconds, clock_timestamp()::text AS server_time
