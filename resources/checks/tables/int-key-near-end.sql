-- title: Integer keys near the end of their type
-- why: The column is narrower than what goes into it. At 2,147,483,647 every insert fails, and the way out rewrites the table and all that refer to it.
-- finding: {object} ({type}) has used {value} of its numbers.
-- unit: share
-- warn: 0.5
-- crit: 0.8
-- interval: 300
-- tab: data {object}
WITH fed AS MATERIALIZED (
    -- a sequence of the column's own, or one that its default asks
    SELECT d.objid AS seq, d.refobjid AS rel, d.refobjsubid AS attnum
    FROM pg_depend d
    WHERE d.classid = 'pg_class'::regclass AND d.refclassid = 'pg_class'::regclass AND d.deptype IN ('a', 'i') AND d.refobjsubid > 0
    UNION
    SELECT d.refobjid, f.adrelid, f.adnum
    FROM pg_depend d
    JOIN pg_attrdef f ON f.oid = d.objid
    WHERE d.classid = 'pg_attrdef'::regclass AND d.refclassid = 'pg_class'::regclass AND d.deptype = 'n'
), numbered AS (
    SELECT f.rel, f.attnum, max(CASE WHEN has_sequence_privilege(q.seqrelid, 'USAGE,SELECT') THEN pg_sequence_last_value(q.seqrelid) END) AS last,
           'sequence' AS by, min(CASE WHEN NOT has_sequence_privilege(q.seqrelid, 'USAGE,SELECT') THEN q.seqrelid END) AS hidden
    FROM fed f
    JOIN pg_sequence q ON q.seqrelid = f.seq
    JOIN pg_attribute a ON a.attrelid = f.rel AND a.attnum = f.attnum AND a.atttypid IN ('int2'::regtype, 'int4'::regtype)
    WHERE q.seqincrement > 0
    GROUP BY f.rel, f.attnum
    UNION ALL
    -- keys that the application counts: the greatest that the last ANALYZE met, of large tables only, for the view is dear
    SELECT i.indrelid, i.indkey[0], s.last, 'statistics', CASE WHEN NOT has_column_privilege(c.oid, a.attnum, 'SELECT') THEN c.oid END
    FROM pg_index i
    JOIN pg_class c ON c.oid = i.indrelid AND c.relkind = 'r' AND c.reltuples >= 1000000
    JOIN pg_namespace n ON n.oid = c.relnamespace AND n.nspname !~ '^pg_'
    JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum = i.indkey[0] AND a.atttypid IN ('int2'::regtype, 'int4'::regtype)
    LEFT JOIN LATERAL (SELECT (SELECT max(b) FROM unnest(p.histogram_bounds::text::bigint[]) AS b) AS last FROM pg_stats p
                        WHERE p.schemaname = n.nspname AND p.tablename = c.relname AND p.attname = a.attname AND NOT p.inherited
                        OFFSET 0) AS s ON true
    WHERE i.indisunique AND i.indnkeyatts = 1 AND i.indpred IS NULL
      AND NOT EXISTS (SELECT FROM fed f WHERE f.rel = i.indrelid AND f.attnum = i.indkey[0])
), measured AS (
    SELECT n.nspname, c.relname, a.attname, format_type(a.atttypid, NULL) AS type, u.last, u.by, u.rel, u.attnum, u.hidden,
           CASE a.atttypid WHEN 'int2'::regtype THEN 32767.0 ELSE 2147483647.0 END AS most
    FROM numbered u
    JOIN pg_attribute a ON a.attrelid = u.rel AND a.attnum = u.attnum
    JOIN pg_class c ON c.oid = u.rel
    JOIN pg_namespace n ON n.oid = c.relnamespace
)
SELECT format('%I.%I.%I', nspname, relname, attname) AS object, (last / most)::float8 AS value, type, last, by AS known_by,
       -- they get the same numbers, and must grow with it
       (SELECT string_agg(format('%s.%I', k.conrelid::regclass, x.attname), ', ' ORDER BY k.conrelid::regclass::text)
        FROM pg_constraint k
        CROSS JOIN LATERAL unnest(k.conkey, k.confkey) AS p (child, parent)
        JOIN pg_attribute x ON x.attrelid = k.conrelid AND x.attnum = p.child AND x.atttypid IN ('int2'::regtype, 'int4'::regtype)
        WHERE k.contype = 'f' AND k.confrelid = m.rel AND p.parent = m.attnum AND k.conparentid = 0) AS referred_by,
       CASE WHEN hidden IS NOT NULL THEN 'unseen' END AS level,
       CASE WHEN hidden IS NOT NULL THEN format('GRANT SELECT ON %s%s TO %I;', CASE WHEN by = 'sequence' THEN 'SEQUENCE ' ELSE '' END,
                                                hidden::regclass, current_user)
            ELSE format('ALTER TABLE %I.%I ALTER COLUMN %I TYPE bigint; -- rewrites the table under an exclusive lock', nspname, relname, attname)
       END AS fix
FROM measured m
WHERE hidden IS NOT NULL OR last > most * 0.1
ORDER BY 2 DESC NULLS LAST
