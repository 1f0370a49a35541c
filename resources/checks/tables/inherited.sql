-- title: Tables joined by old inheritance
-- why: Unique keys and foreign keys hold for each table alone, and the planner reads all of them. Declarative partitions do better.
-- finding: {object} has {value} children by inheritance.
-- unit: count
-- warn: 1
-- points: 1
-- interval: 3600
-- tab: data {object}
SELECT format('%I.%I', n.nspname, c.relname) AS object, count(*) AS value
FROM pg_inherits h
JOIN pg_class c ON c.oid = h.inhparent
JOIN pg_namespace n ON n.oid = c.relnamespace
WHERE c.relkind = 'r' AND n.nspname !~ '^pg_'
GROUP BY n.nspname, c.relname
