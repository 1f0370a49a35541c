-- title: Texts of statements, asked for once each
SELECT s.queryid AS query_id, min(s.query) AS text
FROM @extschema@.pg_stat_statements(true) s
WHERE s.queryid = ANY (:ids)
GROUP BY s.queryid
