-- alone: yes
-- finds: hit_ratio
-- warn: < 0.9999999
-- again: DO $$ BEGIN FOR i IN 1..60 LOOP PERFORM count(*) FROM large; END LOOP; END $$
CREATE TABLE large AS SELECT i, repeat('x', 500) AS x FROM generate_series(1, 20000) i;
