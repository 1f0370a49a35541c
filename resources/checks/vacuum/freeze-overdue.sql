-- title: Tables that autovacuum does not freeze
-- why: Autovacuum should have frozen them at autovacuum_freeze_max_age. It fails, is cancelled, or is held back.
-- finding: {object} is {age:ids} transactions old, {value} times the limit.
-- unit: count
-- warn: 1.5
-- crit: 4
-- interval: 900
-- tab: jobs
-- fix: VACUUM (FREEZE, VERBOSE) {object};
SELECT format('%I.%I', n.nspname, c.relname) AS object, round(x.age / f.limit_::numeric, 1)::float8 AS value, x.age
FROM pg_class c
JOIN pg_namespace n ON n.oid = c.relnamespace
LEFT JOIN pg_class t ON t.oid = c.reltoastrelid
CROSS JOIN LATERAL (SELECT greatest(age(c.relfrozenxid), age(t.relfrozenxid)) AS age) AS x
CROSS JOIN (SELECT current_setting('autovacuum_freeze_max_age')::bigint AS limit_) AS f
WHERE c.relkind IN ('r', 'm') AND c.relpersistence <> 't' AND x.age > f.limit_
ORDER BY 2 DESC
