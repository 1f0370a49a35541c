-- title: The database that a capsule is taken of
SELECT current_setting('server_version_num')::int AS version_num, current_setting('server_version') AS version,
       d.datname::text AS database, pg_catalog.pg_encoding_to_char(d.encoding)::text AS encoding,
       d.datcollate::text AS collate, d.datctype::text AS ctype, d.datlocprovider::text AS provider, d.daticulocale::text AS locale,
       current_setting('block_size')::int AS block_size,
       extract(epoch FROM now() - greatest(coalesce(s.stats_reset, pg_catalog.pg_postmaster_start_time()),
           (SELECT b.stats_reset FROM pg_catalog.pg_stat_bgwriter b)))::float8 AS window_seconds, NULL::float8 AS statements_window
FROM pg_catalog.pg_database d LEFT JOIN pg_catalog.pg_stat_database s ON s.datid = d.oid
WHERE d.datname = current_database()
