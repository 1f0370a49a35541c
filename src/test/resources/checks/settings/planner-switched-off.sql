-- alone: yes
-- finds: enable_nestloop
ALTER DATABASE {database} SET enable_nestloop = off;
