-- title: The operators by which ANALYZE would have sorted each type
INSERT INTO howdah_type
WITH RECURSIVE used AS (
    SELECT DISTINCT a.atttypid AS typ FROM howdah_stats s JOIN pg_catalog.pg_attribute a ON a.attrelid = s.relid AND a.attnum = s.num
    UNION
    SELECT t.typelem FROM used u JOIN pg_catalog.pg_type t ON t.oid = u.typ WHERE t.typelem <> 0 AND t.typlen = -1
), based AS (
    SELECT typ, typ AS base FROM used
    UNION ALL
    SELECT b.typ, t.typbasetype FROM based b JOIN pg_catalog.pg_type t ON t.oid = b.base WHERE t.typtype = 'd'
), input AS (
    SELECT b.typ, b.base,
           CASE WHEN t.typtype = 'e' THEN 'anyenum'::regtype::oid
                WHEN t.typtype = 'r' THEN 'anyrange'::regtype::oid
                WHEN t.typtype = 'm' THEN 'anymultirange'::regtype::oid
                WHEN t.typtype = 'c' THEN 'record'::regtype::oid
                WHEN t.typelem <> 0 AND t.typlen = -1 AND t.typcategory = 'A' THEN 'anyarray'::regtype::oid END AS poly,
           CASE WHEN t.typelem <> 0 AND t.typlen = -1 THEN t.typelem ELSE 0 END AS elem
    FROM based b JOIN pg_catalog.pg_type t ON t.oid = b.base
    WHERE t.typtype <> 'd'
), class AS (
    SELECT DISTINCT ON (i.typ, o.opcmethod) i.typ, o.opcmethod, o.opcfamily, o.opcintype
    FROM input i
    JOIN pg_catalog.pg_opclass o ON o.opcdefault AND o.opcmethod IN (SELECT oid FROM pg_catalog.pg_am WHERE amname IN ('btree', 'hash'))
    WHERE o.opcintype = i.base OR o.opcintype = i.poly
       OR EXISTS (SELECT FROM pg_catalog.pg_cast k
                  WHERE k.castsource = i.base AND k.casttarget = o.opcintype AND k.castmethod = 'b' AND k.castcontext = 'i')
    ORDER BY i.typ, o.opcmethod, o.opcintype = i.base DESC, o.opcintype = i.poly DESC NULLS LAST,
             (SELECT typispreferred FROM pg_catalog.pg_type WHERE oid = o.opcintype) DESC
)
SELECT i.typ, i.elem,
       coalesce((SELECT p.amopopr FROM class c JOIN pg_catalog.pg_amop p ON p.amopfamily = c.opcfamily
                 WHERE c.typ = i.typ AND p.amopmethod = (SELECT oid FROM pg_catalog.pg_am WHERE amname = 'btree')
                   AND p.amoplefttype = c.opcintype AND p.amoprighttype = c.opcintype AND p.amopstrategy = 1), 0) AS lt,
       coalesce((SELECT p.amopopr FROM class c JOIN pg_catalog.pg_amop p ON p.amopfamily = c.opcfamily
                 WHERE c.typ = i.typ AND p.amopmethod = (SELECT oid FROM pg_catalog.pg_am WHERE amname = 'btree')
                   AND p.amoplefttype = c.opcintype AND p.amoprighttype = c.opcintype AND p.amopstrategy = 3),
                (SELECT p.amopopr FROM class c JOIN pg_catalog.pg_amop p ON p.amopfamily = c.opcfamily
                 WHERE c.typ = i.typ AND p.amopmethod = (SELECT oid FROM pg_catalog.pg_am WHERE amname = 'hash')
                   AND p.amoplefttype = c.opcintype AND p.amoprighttype = c.opcintype AND p.amopstrategy = 1), 0) AS eq
FROM input i
