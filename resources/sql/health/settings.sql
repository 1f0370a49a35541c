-- title: Every setting of the server as a new session of this role gets it
-- interval: 60
SELECT name::text,
       CASE WHEN reset_val ~* 'passw|secret|token|credential|api_?key|access_?key|://[^/@[:space:]]*:' THEN 'not shown, ' || left(md5(reset_val), 8)
            ELSE coalesce(reset_val, '') || coalesce(' ' || nullif(unit, ''), '') END AS value
FROM pg_catalog.pg_settings
WHERE name NOT IN ('application_name', 'in_hot_standby', 'transaction_read_only', 'default_transaction_read_only', 'transaction_isolation',
                   'transaction_deferrable', 'statement_timeout', 'lock_timeout', 'idle_in_transaction_session_timeout', 'client_encoding',
                   'DateStyle', 'TimeZone', 'extra_float_digits', 'search_path', 'primary_conninfo', 'ssl_passphrase_command')
  AND context <> 'internal'
