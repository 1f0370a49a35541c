-- title: Tables in very many partitions
-- why: Planning looks at each partition that it cannot leave out, and every session keeps what it knows of them in memory.
-- finding: {object} has {value} partitions.
-- unit: count
-- warn: 1000
-- crit: 10000
-- points: 2
-- interval: 3600
-- tab: data {object}
SELECT format('%I.%I', n.nspname, c.relname) AS object, count(*) AS value
FROM pg_inherits h
JOIN pg_class c ON c.oid = h.inhparent
JOIN pg_namespace n ON n.oid = c.relnamespace
WHERE c.relkind = 'p'
GROUP BY n.nspname, c.relname
HAVING count(*) >= 100
ORDER BY 2 DESC
