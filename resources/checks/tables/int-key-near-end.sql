-- title: Integer keys near the end of their type
-- why: The column is narrower than its sequence. At 2,147,483,647 every insert fails, and the way out rewrites the table.
-- finding: {object} ({type}) has used {value} of its numbers.
-- unit: share
-- warn: 0.5
-- crit: 0.8
-- interval: 300
-- tab: data {object}
WITH owned AS (
    SELECT n.nspname, c.relname, a.attname, format_type(a.atttypid, NULL) AS type,
           CASE a.atttypid WHEN 'int2'::regtype THEN 32767.0 ELSE 2147483647.0 END AS most,
           pg_sequence_last_value(q.seqrelid) AS last, q.seqincrement
    FROM pg_depend d
    JOIN pg_sequence q ON q.seqrelid = d.objid
    JOIN pg_attribute a ON a.attrelid = d.refobjid AND a.attnum = d.refobjsubid
    JOIN pg_class c ON c.oid = d.refobjid
    JOIN pg_namespace n ON n.oid = c.relnamespace
    WHERE d.classid = 'pg_class'::regclass AND d.refclassid = 'pg_class'::regclass AND d.deptype IN ('a', 'i')
      AND a.atttypid IN ('int2'::regtype, 'int4'::regtype) AND q.seqincrement > 0
      AND has_sequence_privilege(q.seqrelid, 'USAGE,SELECT')
)
SELECT format('%I.%I.%I', nspname, relname, attname) AS object, (last / most)::float8 AS value, type, last,
       format('ALTER TABLE %I.%I ALTER COLUMN %I TYPE bigint; -- rewrites the table under an exclusive lock', nspname, relname, attname) AS fix
FROM owned
WHERE last > most * 0.1
ORDER BY 2 DESC
