-- finds: public.read_whole
-- again: DO $$ BEGIN FOR i IN 1..300 LOOP PERFORM 1 FROM read_whole WHERE b = i LIMIT 1; END LOOP; END $$
CREATE TABLE read_whole (a int PRIMARY KEY, b int);
INSERT INTO read_whole SELECT i, i FROM generate_series(1, 12000) i;
ANALYZE read_whole;
