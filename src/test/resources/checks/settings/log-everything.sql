-- alone: yes
-- finds: log_statement
ALTER DATABASE {database} SET log_statement = 'all';
