-- title: Tables whose writes are announced to caches
SELECT n.nspname AS schema, c.relname AS name
FROM pg_catalog.pg_trigger t
JOIN pg_catalog.pg_class c ON c.oid = t.tgrelid
JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
WHERE t.tgname = 'howdah_cache_changed' AND NOT t.tgisinternal
ORDER BY 1, 2
