-- title: Tables that autovacuum does not freeze
-- why: Autovacuum should have frozen them at autovacuum_freeze_max_age. It fails, is cancelled, or is held back.
-- finding: {object} is {age:ids} transactions old, {value} times the limit.
-- unit: count
-- warn: 1.5
-- crit: 4
-- interval: 900
-- tab: jobs maintenance/vacuum {sql}
-- fix: VACUUM (FREEZE, VERBOSE) {object};
WITH usual AS MATERIALIZED (
    SELECT current_setting('autovacuum_freeze_max_age')::bigint AS most
), old AS MATERIALIZED (
    SELECT c.oid, c.relkind, c.relname, c.relnamespace, c.reltoastrelid, c.relpersistence, age(c.relfrozenxid) AS age
    FROM pg_class c
    WHERE c.relkind IN ('r', 'm', 't') AND age(c.relfrozenxid) > (SELECT most FROM usual)
), tables AS (
    SELECT relname, relnamespace, relpersistence, age FROM old WHERE relkind <> 't'
    UNION ALL
    SELECT c.relname, c.relnamespace, c.relpersistence, o.age FROM old o JOIN pg_class c ON c.reltoastrelid = o.oid WHERE o.relkind = 't'
)
SELECT format('%I.%I', n.nspname, t.relname) AS object, round(max(t.age) / u.most::numeric, 1)::float8 AS value, max(t.age) AS age
FROM tables t
JOIN pg_namespace n ON n.oid = t.relnamespace
CROSS JOIN usual u
WHERE t.relpersistence <> 't'
GROUP BY n.nspname, t.relname, u.most
ORDER BY 2 DESC
