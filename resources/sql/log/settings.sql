-- title: How this server writes its log
-- needs: role pg_read_all_settings
SELECT current_setting('log_line_prefix') AS prefix,
       current_setting('log_timezone') AS zone,
       current_setting('log_destination') AS destination,
       current_setting('logging_collector')::boolean AS collector,
       current_setting('log_directory') AS directory,
       current_setting('log_min_duration_statement') AS min_duration,
       current_setting('lc_messages') AS language
