-- title: Connections used of those that the server gives
-- interval: 2
SELECT current_setting('max_connections')::int AS max_connections,
       current_setting('superuser_reserved_connections')::int AS superuser_reserved,
       coalesce(nullif(current_setting('reserved_connections', true), ''), '0')::int AS reserved,
       (SELECT count(*) FROM pg_catalog.pg_stat_activity a WHERE (a.backend_type = 'client backend' OR (a.backend_type IS NULL AND a.usesysid IS NOT NULL AND a.datid IS NOT NULL)))::int AS used,
       (SELECT count(*) FROM pg_catalog.pg_stat_activity a
         WHERE (a.backend_type = 'client backend' OR (a.backend_type IS NULL AND a.usesysid IS NOT NULL AND a.datid IS NOT NULL)) AND a.application_name LIKE 'howdah/%')::int AS own,
       (SELECT nullif(d.datconnlimit, -1) FROM pg_catalog.pg_database d
         WHERE d.datname = pg_catalog.current_database()) AS database_limit,
       (SELECT nullif(r.rolconnlimit, -1) FROM pg_catalog.pg_roles r WHERE r.rolname = current_user) AS role_limit
