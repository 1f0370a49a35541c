-- finds: pg_stat_statements
-- alone: yes
CREATE EXTENSION pg_stat_statements VERSION '1.8';
