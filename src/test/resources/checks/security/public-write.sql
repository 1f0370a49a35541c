-- finds: public.for_all
CREATE TABLE for_all (a int PRIMARY KEY);
GRANT INSERT, DELETE ON for_all TO PUBLIC;
