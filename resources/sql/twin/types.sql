-- title: Enums, domains, composite and range types, collations
SELECT kind, name, ddl, stub
FROM (
    SELECT t.oid, CASE t.typtype WHEN 'e' THEN 'enum' WHEN 'd' THEN 'domain' WHEN 'r' THEN 'range' ELSE 'composite type' END AS kind,
           quote_ident(n.nspname) || '.' || quote_ident(t.typname) AS name,
           'CREATE ' || CASE t.typtype WHEN 'd' THEN 'DOMAIN ' ELSE 'TYPE ' END || quote_ident(n.nspname) || '.' || quote_ident(t.typname)
           || CASE t.typtype
                WHEN 'e' THEN ' AS ENUM (' || coalesce((SELECT string_agg(quote_literal(e.enumlabel), ', ' ORDER BY e.enumsortorder)
                                                       FROM pg_catalog.pg_enum e WHERE e.enumtypid = t.oid), '') || ')'
                WHEN 'd' THEN ' AS ' || pg_catalog.format_type(t.typbasetype, t.typtypmod)
                     || CASE WHEN t.typnotnull THEN ' NOT NULL' ELSE '' END
                     || coalesce((SELECT string_agg(' CONSTRAINT ' || quote_ident(k.conname) || ' ' || pg_catalog.pg_get_constraintdef(k.oid), '')
                                  FROM pg_catalog.pg_constraint k WHERE k.contypid = t.oid AND k.contype = 'c'), '')
                WHEN 'r' THEN ' AS RANGE (SUBTYPE = ' || (SELECT pg_catalog.format_type(r.rngsubtype, NULL)
                                  || coalesce(', SUBTYPE_DIFF = ' || nullif(r.rngsubdiff::oid, 0)::regproc::text, '')
                                  FROM pg_catalog.pg_range r WHERE r.rngtypid = t.oid) || ')'
                ELSE ' AS (' || coalesce((SELECT string_agg(quote_ident(a.attname) || ' ' || pg_catalog.format_type(a.atttypid, a.atttypmod), ', '
                                                           ORDER BY a.attnum)
                                          FROM pg_catalog.pg_attribute a
                                          WHERE a.attrelid = t.typrelid AND a.attnum > 0 AND NOT a.attisdropped), '') || ')'
              END AS ddl,
           NULL::text AS stub
    FROM pg_catalog.pg_type t
    JOIN pg_catalog.pg_namespace n ON n.oid = t.typnamespace
    LEFT JOIN pg_catalog.pg_class c ON c.oid = t.typrelid
    WHERE (t.typtype IN ('e', 'd', 'r') OR (t.typtype = 'c' AND c.relkind = 'c'))
      AND n.nspname NOT LIKE 'pg\_%' AND n.nspname <> 'information_schema'
      AND NOT EXISTS (SELECT FROM pg_catalog.pg_depend d
                      WHERE d.classid = 'pg_catalog.pg_type'::regclass AND d.objid = t.oid AND d.deptype = 'e')
    UNION ALL
    SELECT k.oid, 'collation', quote_ident(n.nspname) || '.' || quote_ident(k.collname),
           'CREATE COLLATION ' || quote_ident(n.nspname) || '.' || quote_ident(k.collname)
           || ' (' || CASE k.collprovider WHEN 'i' THEN 'PROVIDER = icu, LOCALE = ' || quote_literal(coalesce(j.doc ->> 'colllocale', j.doc ->> 'colliculocale', j.doc ->> 'collcollate'))
                     ELSE 'LC_COLLATE = ' || quote_literal(k.collcollate) || ', LC_CTYPE = ' || quote_literal(k.collctype) END
           || ', DETERMINISTIC = ' || k.collisdeterministic || ')', NULL
    FROM pg_catalog.pg_collation k
    JOIN pg_catalog.pg_namespace n ON n.oid = k.collnamespace
    CROSS JOIN LATERAL (SELECT to_jsonb(k) AS doc) j
    WHERE n.nspname NOT LIKE 'pg\_%' AND n.nspname <> 'information_schema'
) AS x
ORDER BY oid
