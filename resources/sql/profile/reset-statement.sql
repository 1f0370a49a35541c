-- title: Forgets the counters of one statement
SELECT 1 AS done FROM @extschema@.pg_stat_statements_reset(userid => :userId::oid, dbid => :databaseId::oid, queryid => :queryId) r
