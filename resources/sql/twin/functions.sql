-- title: Functions, aggregates, operators and casts that are the user's own
SELECT kind, name, ddl, stub
FROM (
    SELECT p.oid, 'function' AS kind,
           quote_ident(n.nspname) || '.' || quote_ident(p.proname) || '(' || pg_catalog.pg_get_function_identity_arguments(p.oid) || ')' AS name,
           CASE WHEN l.lanname IN ('sql', 'plpgsql') AND p.prosupport = 0 THEN pg_catalog.pg_get_functiondef(p.oid) END AS ddl,
           CASE WHEN l.lanname IN ('sql', 'plpgsql') AND p.prosupport = 0 THEN NULL ELSE
             'CREATE OR REPLACE FUNCTION ' || quote_ident(n.nspname) || '.' || quote_ident(p.proname) || '('
             || pg_catalog.pg_get_function_arguments(p.oid) || ') RETURNS ' || pg_catalog.pg_get_function_result(p.oid) || ' LANGUAGE plpgsql '
             || CASE p.provolatile WHEN 'i' THEN 'IMMUTABLE ' WHEN 's' THEN 'STABLE ' ELSE 'VOLATILE ' END
             || CASE p.proparallel WHEN 's' THEN 'PARALLEL SAFE ' WHEN 'r' THEN 'PARALLEL RESTRICTED ' ELSE '' END
             || CASE WHEN p.proisstrict THEN 'STRICT ' ELSE '' END || 'COST ' || p.procost
             || CASE WHEN p.proretset THEN ' ROWS ' || p.prorows ELSE '' END || ' AS ''BEGIN RETURN' || CASE WHEN p.proretset THEN '' ELSE ' NULL' END
             || '; END'''
           END AS stub
    FROM pg_catalog.pg_proc p
    JOIN pg_catalog.pg_namespace n ON n.oid = p.pronamespace
    JOIN pg_catalog.pg_language l ON l.oid = p.prolang
    WHERE p.prokind = 'f' AND p.prorettype NOT IN ('trigger'::regtype, 'event_trigger'::regtype)
      AND n.nspname NOT LIKE 'pg\_%' AND n.nspname <> 'information_schema'
      AND NOT EXISTS (SELECT FROM pg_catalog.pg_depend d
                      WHERE d.classid = 'pg_catalog.pg_proc'::regclass AND d.objid = p.oid AND d.deptype IN ('e', 'i'))
    UNION ALL
    SELECT p.oid, 'aggregate',
           quote_ident(n.nspname) || '.' || quote_ident(p.proname) || '(' || pg_catalog.pg_get_function_identity_arguments(p.oid) || ')',
           'CREATE AGGREGATE ' || quote_ident(n.nspname) || '.' || quote_ident(p.proname) || '(' || pg_catalog.pg_get_function_arguments(p.oid)
           || ') (SFUNC = ' || a.aggtransfn::regproc || ', STYPE = ' || pg_catalog.format_type(a.aggtranstype, NULL)
           || coalesce(', FINALFUNC = ' || nullif(a.aggfinalfn::oid, 0)::regproc::text, '')
           || coalesce(', COMBINEFUNC = ' || nullif(a.aggcombinefn::oid, 0)::regproc::text, '')
           || coalesce(', INITCOND = ' || quote_literal(a.agginitval), '')
           || CASE p.proparallel WHEN 's' THEN ', PARALLEL = SAFE' ELSE '' END || ')', NULL
    FROM pg_catalog.pg_proc p
    JOIN pg_catalog.pg_aggregate a ON a.aggfnoid = p.oid
    JOIN pg_catalog.pg_namespace n ON n.oid = p.pronamespace
    WHERE a.aggkind = 'n' AND n.nspname NOT LIKE 'pg\_%' AND n.nspname <> 'information_schema'
      AND NOT EXISTS (SELECT FROM pg_catalog.pg_depend d
                      WHERE d.classid = 'pg_catalog.pg_proc'::regclass AND d.objid = p.oid AND d.deptype IN ('e', 'i'))
    UNION ALL
    SELECT o.oid, 'operator', quote_ident(n.nspname) || '.' || o.oprname,
           'CREATE OPERATOR ' || quote_ident(n.nspname) || '.' || o.oprname || ' (FUNCTION = ' || o.oprcode
           || coalesce(', LEFTARG = ' || pg_catalog.format_type(nullif(o.oprleft, 0), NULL), '')
           || coalesce(', RIGHTARG = ' || pg_catalog.format_type(nullif(o.oprright, 0), NULL), '')
           || coalesce(', COMMUTATOR = OPERATOR(' || (SELECT cn.nspname || '.' || co.oprname FROM pg_catalog.pg_operator co
                       JOIN pg_catalog.pg_namespace cn ON cn.oid = co.oprnamespace WHERE co.oid = o.oprcom) || ')', '')
           || coalesce(', RESTRICT = ' || nullif(o.oprrest::oid, 0)::regproc::text, '')
           || coalesce(', JOIN = ' || nullif(o.oprjoin::oid, 0)::regproc::text, '')
           || CASE WHEN o.oprcanhash THEN ', HASHES' ELSE '' END || CASE WHEN o.oprcanmerge THEN ', MERGES' ELSE '' END || ')', NULL
    FROM pg_catalog.pg_operator o
    JOIN pg_catalog.pg_namespace n ON n.oid = o.oprnamespace
    WHERE o.oprcode <> 0 AND n.nspname NOT LIKE 'pg\_%' AND n.nspname <> 'information_schema'
      AND NOT EXISTS (SELECT FROM pg_catalog.pg_depend d
                      WHERE d.classid = 'pg_catalog.pg_operator'::regclass AND d.objid = o.oid AND d.deptype = 'e')
    UNION ALL
    SELECT c.oid, 'cast', pg_catalog.format_type(c.castsource, NULL) || ' AS ' || pg_catalog.format_type(c.casttarget, NULL),
           'CREATE CAST (' || pg_catalog.format_type(c.castsource, NULL) || ' AS ' || pg_catalog.format_type(c.casttarget, NULL) || ') '
           || CASE c.castmethod WHEN 'f' THEN 'WITH FUNCTION ' || c.castfunc::regprocedure WHEN 'i' THEN 'WITH INOUT' ELSE 'WITHOUT FUNCTION' END
           || CASE c.castcontext WHEN 'i' THEN ' AS IMPLICIT' WHEN 'a' THEN ' AS ASSIGNMENT' ELSE '' END, NULL
    FROM pg_catalog.pg_cast c
    WHERE c.oid >= 16384
      AND NOT EXISTS (SELECT FROM pg_catalog.pg_depend d
                      WHERE d.classid = 'pg_catalog.pg_cast'::regclass AND d.objid = c.oid AND d.deptype IN ('e', 'i'))
) AS x
ORDER BY oid
