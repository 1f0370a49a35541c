-- alone: yes
ALTER DATABASE {database} SET track_counts = off;
