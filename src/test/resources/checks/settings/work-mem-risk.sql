-- alone: yes
ALTER DATABASE {database} SET work_mem = '1GB';
