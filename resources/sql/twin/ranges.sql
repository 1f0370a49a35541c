-- title: What ANALYZE found of range columns, which pg_stats shows from 17 on
-- needs: role pg_read_all_data
SELECT s.starelid::bigint AS relation_id, s.staattnum::int AS number, s.stainherit AS inherited,
       max(k.vals) FILTER (WHERE k.kind = 6) AS lengths, max(k.nums[1]) FILTER (WHERE k.kind = 6) AS empty_frac,
       max(k.vals) FILTER (WHERE k.kind = 7) AS bounds
FROM pg_catalog.pg_statistic s
JOIN pg_catalog.pg_class c ON c.oid = s.starelid
JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
CROSS JOIN LATERAL (VALUES (s.stakind1, s.stavalues1::text, s.stanumbers1), (s.stakind2, s.stavalues2::text, s.stanumbers2),
                           (s.stakind3, s.stavalues3::text, s.stanumbers3), (s.stakind4, s.stavalues4::text, s.stanumbers4),
                           (s.stakind5, s.stavalues5::text, s.stanumbers5)) AS k (kind, vals, nums)
WHERE k.kind IN (6, 7) AND n.nspname NOT LIKE 'pg\_%' AND n.nspname <> 'information_schema' AND c.relpersistence <> 't'
GROUP BY s.starelid, s.staattnum, s.stainherit
