-- title: Forgets the counters of this database
SELECT 1 AS done FROM @extschema@.pg_stat_statements_reset(
    dbid => (SELECT oid FROM pg_catalog.pg_database WHERE datname = pg_catalog.current_database())) r
