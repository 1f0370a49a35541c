-- title: Prepared transactions that nobody ends
-- why: They survive restarts, keep their locks and hold back vacuum until somebody commits or rolls them back.
-- finding: Prepared transaction {object} of {owner} in {database} has waited for {value}.
-- unit: seconds
-- warn: 300
-- crit: 3600
-- scope: server
-- tab: activity LOCKS/
SELECT quote_literal(gid) AS object, extract(epoch FROM clock_timestamp() - prepared)::float8 AS value,
       owner::text AS owner, database::text AS database, age(transaction) AS transactions_since,
       format('ROLLBACK PREPARED %L; -- in database %s', gid, translate(quote_ident(database), E'\n\r', '  ')) AS fix
FROM pg_prepared_xacts
ORDER BY 2 DESC
