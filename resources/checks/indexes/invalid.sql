-- title: Invalid indexes
-- why: A failed CREATE or REINDEX CONCURRENTLY left them: no query uses them, every write may still pay for them.
-- finding: Index {object} on {on_table} is not valid.
-- warn: any
-- interval: 300
-- tab: data {object}
SELECT format('%I.%I', n.nspname, c.relname) AS object, format('%I.%I', tn.nspname, t.relname) AS on_table,
       pg_get_indexdef(c.oid) AS definition, i.indisready AS ready, i.indislive AS live,
       CASE WHEN c.relname ~ '_ccnew\d*$' OR c.relname ~ '_ccold\d*$' THEN format('DROP INDEX CONCURRENTLY %I.%I;', n.nspname, c.relname)
            WHEN c.relkind = 'i' THEN format('REINDEX INDEX CONCURRENTLY %I.%I;', n.nspname, c.relname) END AS fix
FROM pg_index i
JOIN pg_class c ON c.oid = i.indexrelid
JOIN pg_namespace n ON n.oid = c.relnamespace
JOIN pg_class t ON t.oid = i.indrelid
JOIN pg_namespace tn ON tn.oid = t.relnamespace
WHERE (NOT i.indisvalid OR NOT i.indisready OR NOT i.indislive)
  AND NOT EXISTS (SELECT FROM pg_stat_progress_create_index p WHERE p.index_relid = c.oid OR p.relid = i.indrelid)
