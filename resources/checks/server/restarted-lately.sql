-- title: Restarted lately
-- why: A server that restarts by itself has crashed or was killed; after a restart its cache is cold.
-- finding: The server started {value} ago.
-- unit: seconds
-- warn: < 3600
-- points: 1
-- scope: server
-- tab: overview
SELECT extract(epoch FROM clock_timestamp() - pg_postmaster_start_time())::float8 AS value,
       date_trunc('second', pg_postmaster_start_time())::text AS started
