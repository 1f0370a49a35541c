-- alone: yes
-- finds: zero_damaged_pages
ALTER DATABASE {database} SET zero_damaged_pages = on;
