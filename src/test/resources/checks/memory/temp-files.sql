-- alone: yes
-- finds: temp_files
-- warn: 1000
-- again: SELECT count(*) FROM (SELECT i FROM generate_series(1, 200000) i ORDER BY md5(i::text)) x
ALTER DATABASE {database} SET work_mem = '64kB';
