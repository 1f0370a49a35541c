-- title: Tables whose storage parameters may not fit their traffic
WITH usual AS MATERIALIZED (
    SELECT current_setting('autovacuum')::bool AS runs,
           current_setting('autovacuum_vacuum_threshold')::float8 AS threshold,
           current_setting('autovacuum_vacuum_scale_factor')::float8 AS scale,
           nullif(coalesce(current_setting('autovacuum_vacuum_max_threshold', true), '-1')::float8, -1) AS most,
           (SELECT coalesce(stats_reset::date::text, '?') FROM pg_catalog.pg_stat_database WHERE datname = current_database()) AS since
)
SELECT format('%I.%I', s.schemaname, s.relname) AS name, greatest(c.reltuples, s.n_live_tup)::float8 AS rows,
       c.relpages::float8 * current_setting('block_size')::int AS bytes,
       CASE WHEN u.runs AND coalesce(own.enabled, true) THEN
           least(coalesce(own.most, u.most), coalesce(own.threshold, u.threshold) + coalesce(own.scale, u.scale) * greatest(c.reltuples, s.n_live_tup))
       END::float8 AS allowed, coalesce(own.threshold, u.threshold) AS threshold,
       own.threshold_text AS own_threshold, own.scale_text AS own_scale,
       s.n_dead_tup::float8 AS dead, s.n_tup_upd::float8 AS updated, s.n_tup_hot_upd::float8 AS hot, s.n_tup_del::float8 AS deleted,
       (s.vacuum_count + s.autovacuum_count)::float8 AS vacuums, own.fillfactor,
       -- a row of a large part of a page leaves no room, whatever the fill factor
       c.reltuples > 0 AND c.relpages * current_setting('block_size')::float8 / c.reltuples > 1000 AS wide, u.since
FROM pg_catalog.pg_stat_user_tables s
JOIN pg_catalog.pg_class c ON c.oid = s.relid AND c.relkind IN ('r', 'm')
CROSS JOIN usual u
CROSS JOIN LATERAL (
    SELECT max(split_part(o, '=', 2)::float8) FILTER (WHERE o LIKE 'autovacuum_vacuum_threshold=%') AS threshold,
           max(split_part(o, '=', 2)) FILTER (WHERE o LIKE 'autovacuum_vacuum_threshold=%') AS threshold_text,
           max(split_part(o, '=', 2)) FILTER (WHERE o LIKE 'autovacuum_vacuum_scale_factor=%') AS scale_text,
           max(split_part(o, '=', 2)::float8) FILTER (WHERE o LIKE 'autovacuum_vacuum_scale_factor=%') AS scale,
           max(split_part(o, '=', 2)::float8) FILTER (WHERE o LIKE 'autovacuum_vacuum_max_threshold=%') AS most,
           bool_and(split_part(o, '=', 2)::bool) FILTER (WHERE o LIKE 'autovacuum_enabled=%') AS enabled,
           max(split_part(o, '=', 2)::int) FILTER (WHERE o LIKE 'fillfactor=%') AS fillfactor
    FROM unnest(c.reloptions) AS o) AS own
WHERE s.n_tup_upd + s.n_tup_del > 10000
ORDER BY s.n_tup_upd + s.n_tup_del DESC
LIMIT 200
