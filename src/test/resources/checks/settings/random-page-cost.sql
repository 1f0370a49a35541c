-- alone: yes
-- finds: random_page_cost
-- warn: < 100
-- replace: d.blks_read AS base => d.blks_read * 10 AS base
-- again: DO $$ BEGIN FOR i IN 1..3 LOOP PERFORM count(*) FROM large; END LOOP; END $$
CREATE TABLE large AS SELECT i, repeat('x', 500) AS x FROM generate_series(1, 20000) i;
