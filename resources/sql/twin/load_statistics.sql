-- title: Column statistics in the form in which ANALYZE leaves them
INSERT INTO pg_catalog.pg_statistic (starelid, staattnum, stainherit, stanullfrac, stawidth, stadistinct,
    stakind1, staop1, stacoll1, stanumbers1, stavalues1, stakind2, staop2, stacoll2, stanumbers2, stavalues2,
    stakind3, staop3, stacoll3, stanumbers3, stavalues3, stakind4, staop4, stacoll4, stanumbers4, stavalues4,
    stakind5, staop5, stacoll5, stanumbers5)
SELECT s.relid, s.num, s.inherited, s.null_frac, s.width, s.n_distinct,
       CASE WHEN s.mcv IS NULL THEN 0 ELSE 1 END, CASE WHEN s.mcv IS NULL THEN 0 ELSE t.eq END,
       CASE WHEN s.mcv IS NULL THEN 0 ELSE a.attcollation END, s.mcf::float4[], array_in(textout(s.mcv), a.atttypid, -1),
       CASE WHEN s.range_lengths IS NOT NULL THEN 6 WHEN s.hist IS NOT NULL THEN 2 ELSE 0 END,
       CASE WHEN s.range_lengths IS NOT NULL THEN 672 WHEN s.hist IS NOT NULL THEN t.lt ELSE 0 END,
       CASE WHEN s.hist IS NULL THEN 0 ELSE a.attcollation END,
       CASE WHEN s.range_lengths IS NOT NULL THEN ARRAY[s.range_empty]::float4[] END,
       CASE WHEN s.range_lengths IS NOT NULL THEN array_in(textout(s.range_lengths), 'float8'::regtype, -1)
            ELSE array_in(textout(s.hist), a.atttypid, -1) END,
       CASE WHEN s.range_bounds IS NOT NULL THEN 7 WHEN s.correlation IS NOT NULL THEN 3 ELSE 0 END,
       CASE WHEN s.correlation IS NULL THEN 0 ELSE t.lt END, CASE WHEN s.correlation IS NULL THEN 0 ELSE a.attcollation END,
       CASE WHEN s.correlation IS NOT NULL THEN ARRAY[s.correlation]::float4[] END,
       array_in(textout(s.range_bounds), coalesce((SELECT g.rngtypid FROM pg_catalog.pg_range g WHERE to_jsonb(g) ->> 'rngmultitypid' = a.atttypid::text), a.atttypid), -1),
       CASE WHEN s.elems IS NULL THEN 0 ELSE 4 END,
       CASE WHEN s.elems IS NULL THEN 0 WHEN a.atttypid = 'tsvector'::regtype THEN 98 ELSE e.eq END,
       CASE WHEN s.elems IS NULL THEN 0 WHEN a.atttypid = 'tsvector'::regtype THEN 100 ELSE a.attcollation END,
       s.elem_freqs::float4[],
       array_in(textout(s.elems), CASE WHEN a.atttypid = 'tsvector'::regtype THEN 'text'::regtype::oid ELSE t.elem END, -1),
       CASE WHEN s.elem_counts IS NULL THEN 0 ELSE 5 END, CASE WHEN s.elem_counts IS NULL THEN 0 ELSE coalesce(e.eq, 0) END,
       CASE WHEN s.elem_counts IS NULL THEN 0 ELSE a.attcollation END, s.elem_counts::float4[]
FROM howdah_stats s
JOIN pg_catalog.pg_attribute a ON a.attrelid = s.relid AND a.attnum = s.num
LEFT JOIN howdah_type t ON t.typ = a.atttypid
LEFT JOIN howdah_type e ON e.typ = t.elem
WHERE s.relid BETWEEN :from AND :to
