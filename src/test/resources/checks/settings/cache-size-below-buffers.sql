-- alone: yes
ALTER DATABASE {database} SET effective_cache_size = '64kB';
