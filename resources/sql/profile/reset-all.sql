-- title: Forgets the counters of the whole server
SELECT 1 AS done FROM @extschema@.pg_stat_statements_reset() r
