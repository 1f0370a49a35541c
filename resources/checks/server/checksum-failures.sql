-- title: Pages with a wrong checksum
-- why: Data on disk has changed behind PostgreSQL's back. Storage, memory or a driver is failing; every hour may lose more.
-- finding: Database {object} met {value} pages with a wrong checksum, the last at {last}.
-- unit: count
-- crit: 1
-- scope: server
-- tab: overview
SELECT coalesce(quote_ident(datname), 'shared') AS object, checksum_failures AS value, checksum_last_failure::text AS last
FROM pg_stat_database
WHERE checksum_failures > 0
