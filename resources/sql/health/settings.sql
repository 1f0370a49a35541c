-- title: Every setting of the server as a new session of this role gets it
-- interval: 60
SELECT name::text, coalesce(reset_val, '') || coalesce(' ' || nullif(unit, ''), '') AS value
FROM pg_catalog.pg_settings
WHERE name NOT IN ('application_name', 'in_hot_standby', 'transaction_read_only', 'default_transaction_read_only', 'transaction_isolation',
                   'transaction_deferrable', 'statement_timeout', 'lock_timeout', 'idle_in_transaction_session_timeout', 'client_encoding',
                   'DateStyle', 'TimeZone', 'extra_float_digits', 'search_path', 'primary_conninfo', 'ssl_passphrase_command')
  AND context <> 'internal'
