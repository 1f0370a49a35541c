-- title: Client sessions by state, application, user, client and database
-- wants: role pg_read_all_stats
-- interval: 2
-- Of others' sessions an unprivileged role sees no backend_type: clients have a user and a database.
WITH s AS (
    SELECT CASE WHEN a.application_name ~ '^howdah/[a-z]+#' THEN substring(a.application_name FROM '^howdah/[a-z]+')
                ELSE coalesce(a.application_name, '') END AS application,
           coalesce(a.usename::text, '') AS usename,
           coalesce(host(a.client_addr), 'local') AS client,
           coalesce(a.datname::text, '') AS datname,
           coalesce(a.state, '') AS state,
           a.wait_event_type,
           a.state_change,
           a.xact_start
    FROM pg_catalog.pg_stat_activity a
    WHERE (a.backend_type = 'client backend' OR (a.backend_type IS NULL AND a.usesysid IS NOT NULL AND a.datid IS NOT NULL)) AND a.pid <> pg_catalog.pg_backend_pid()
), g AS (
    SELECT CASE WHEN grouping(state) = 0 THEN 'STATE' WHEN grouping(application) = 0 THEN 'APPLICATION'
                WHEN grouping(usename) = 0 THEN 'USER' WHEN grouping(client) = 0 THEN 'CLIENT' ELSE 'DATABASE' END AS dimension,
           coalesce(CASE WHEN grouping(state) = 0 THEN state END, CASE WHEN grouping(application) = 0 THEN application END,
                    CASE WHEN grouping(usename) = 0 THEN usename END, CASE WHEN grouping(client) = 0 THEN client END,
                    CASE WHEN grouping(datname) = 0 THEN datname END) AS name,
           count(*) AS total,
           count(*) FILTER (WHERE state = 'active') AS active,
           count(*) FILTER (WHERE state = 'idle') AS idle,
           count(*) FILTER (WHERE state LIKE 'idle in transaction%') AS idle_in_transaction,
           count(*) FILTER (WHERE wait_event_type = 'Lock') AS waiting,
           extract(epoch FROM pg_catalog.clock_timestamp() - min(xact_start))::float8 AS oldest_transaction_seconds,
           extract(epoch FROM pg_catalog.clock_timestamp() - min(state_change))::float8 AS longest_state_seconds
    FROM s
    GROUP BY GROUPING SETS ((state), (application), (usename), (client), (datname))
), r AS (
    SELECT g.*, row_number() OVER (PARTITION BY dimension ORDER BY total DESC, name) AS place FROM g
)
SELECT dimension,
       CASE WHEN place <= 50 THEN name END AS name,
       sum(total)::bigint AS total,
       sum(active)::bigint AS active,
       sum(idle)::bigint AS idle,
       sum(idle_in_transaction)::bigint AS idle_in_transaction,
       sum(waiting)::bigint AS waiting,
       max(oldest_transaction_seconds) AS oldest_transaction_seconds,
       max(longest_state_seconds) AS longest_state_seconds,
       count(*) AS members
FROM r
GROUP BY dimension, CASE WHEN place <= 50 THEN name END, least(place, 51)
ORDER BY dimension, least(min(place), 51)
