-- alone: yes
-- finds: database_limit
-- warn: 0.1
ALTER DATABASE {database} CONNECTION LIMIT 5;
