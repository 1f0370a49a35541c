-- alone: yes
ALTER DATABASE {database} SET track_activities = off;
