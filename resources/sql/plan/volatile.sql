-- title: Whatever among these names may do more than compute: volatile functions, operators, aggregates and casts
SELECT 'function' AS kind, p.proname::text AS name
FROM pg_catalog.pg_proc p
WHERE p.proname::text = ANY (:calls) AND p.provolatile = 'v'
UNION ALL
SELECT 'function', p.proname::text
FROM pg_catalog.pg_proc p
JOIN pg_catalog.pg_aggregate a ON a.aggfnoid = p.oid
JOIN pg_catalog.pg_proc i ON i.oid IN (a.aggtransfn, a.aggfinalfn, a.aggmtransfn, a.aggminvtransfn, a.aggmfinalfn)
WHERE p.proname::text = ANY (:calls) AND i.provolatile = 'v' AND p.oid >= 16384
UNION ALL
SELECT 'operator', o.oprname::text
FROM pg_catalog.pg_operator o
JOIN pg_catalog.pg_proc p ON p.oid = o.oprcode
WHERE o.oprname::text = ANY (:operators) AND p.provolatile = 'v'
UNION ALL
SELECT 'cast', pg_catalog.format_type(c.castsource, NULL) || ' -> ' || pg_catalog.format_type(c.casttarget, NULL)
FROM pg_catalog.pg_cast c
JOIN pg_catalog.pg_proc p ON p.oid = c.castfunc
WHERE p.provolatile = 'v' AND c.oid >= 16384
LIMIT 1
