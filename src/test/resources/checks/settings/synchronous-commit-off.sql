-- alone: yes
ALTER DATABASE {database} SET synchronous_commit = off;
