-- alone: yes
-- finds: log_min_error_statement
ALTER DATABASE {database} SET log_min_error_statement = 'panic';
