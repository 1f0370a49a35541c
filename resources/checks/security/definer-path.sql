-- title: Functions that run as a superuser with the caller's search_path
-- why: The caller can put an object of his own in the way and have it run with the owner's rights.
-- finding: Function {object} is SECURITY DEFINER for superuser {owner} and sets no search_path.
-- warn: any
-- points: 2
-- interval: 3600
-- tab: overview
SELECT format('%I.%I(%s)', n.nspname, p.proname, pg_get_function_identity_arguments(p.oid)) AS object, quote_ident(r.rolname) AS owner,
       format('ALTER ROUTINE %I.%I(%s) SET search_path = pg_catalog, %1$I, pg_temp;', n.nspname, p.proname, pg_get_function_identity_arguments(p.oid)) AS fix,
       format('ALTER ROUTINE %I.%I(%s) RESET search_path;', n.nspname, p.proname, pg_get_function_identity_arguments(p.oid)) AS undo
FROM pg_proc p
JOIN pg_namespace n ON n.oid = p.pronamespace
JOIN pg_roles r ON r.oid = p.proowner AND r.rolsuper
WHERE p.prosecdef AND n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'
  AND NOT EXISTS (SELECT FROM unnest(p.proconfig) AS s WHERE s LIKE 'search_path=%')
  AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.classid = 'pg_proc'::regclass AND d.objid = p.oid AND d.deptype = 'e')
