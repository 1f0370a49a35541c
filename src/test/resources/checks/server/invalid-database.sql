-- finds: half_dropped
CREATE DATABASE half_dropped;
UPDATE pg_database SET datconnlimit = -2 WHERE datname = 'half_dropped';
