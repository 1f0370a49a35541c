-- title: What tells the rows of a table apart, and which columns are never null
WITH part AS (
    SELECT i.indexrelid, i.indisprimary, i.indnkeyatts, k.place, a.attname, a.attnotnull
    FROM pg_catalog.pg_index i
    CROSS JOIN LATERAL unnest(i.indkey) WITH ORDINALITY AS k(attnum, place)
    LEFT JOIN pg_catalog.pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = k.attnum AND k.attnum > 0
    WHERE i.indrelid = :name::regclass AND i.indisunique AND i.indisvalid AND i.indpred IS NULL AND k.place <= i.indnkeyatts
), keys AS (
    SELECT indexrelid, indisprimary, indnkeyatts, array_agg(attname::text ORDER BY place) AS columns
    FROM part
    GROUP BY 1, 2, 3
    HAVING bool_and(coalesce(attnotnull, false))
)
SELECT c.relkind::text AS kind,
       coalesce((SELECT k.columns FROM keys k ORDER BY k.indisprimary DESC, k.indnkeyatts, k.indexrelid LIMIT 1), '{}') AS key_columns,
       coalesce((SELECT array_agg(a.attname::text) FROM pg_catalog.pg_attribute a
                 WHERE a.attrelid = c.oid AND a.attnum > 0 AND a.attnotnull AND NOT a.attisdropped), '{}') AS not_null
FROM pg_catalog.pg_class c
WHERE c.oid = :name::regclass
