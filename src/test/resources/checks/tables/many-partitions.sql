-- finds: public.split
-- replace: count(*) >= 100 => count(*) >= 3
-- warn: 3
CREATE TABLE split (a int) PARTITION BY LIST (a);
DO $$ BEGIN FOR i IN 1..4 LOOP EXECUTE format('CREATE TABLE split_%s PARTITION OF split FOR VALUES IN (%s)', i, i); END LOOP; END $$;
