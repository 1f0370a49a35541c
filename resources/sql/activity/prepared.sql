-- title: Transactions prepared for two-phase commit that nobody has finished
-- interval: 10
SELECT p.gid,
       p.owner::text AS owner,
       p.database::text AS database,
       p.prepared,
       extract(epoch FROM pg_catalog.clock_timestamp() - p.prepared)::float8 AS seconds,
       p.transaction::text AS transaction,
       pg_catalog.age(p.transaction) AS xid_age
FROM pg_catalog.pg_prepared_xacts p
ORDER BY p.prepared
