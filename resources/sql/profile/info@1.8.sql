-- title: Stands in where pg_stat_statements does not tell about evictions and resets
SELECT NULL::bigint AS evictions, NULL::timestamptz AS reset_at
