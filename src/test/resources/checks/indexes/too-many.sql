-- finds: public.laden
CREATE TABLE laden (a int PRIMARY KEY);
DO $$ BEGIN FOR i IN 1..11 LOOP EXECUTE format('CREATE INDEX ON laden ((a + %s))', i); END LOOP; END $$;
