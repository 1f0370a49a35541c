-- finds: public.careless
CREATE UNLOGGED TABLE careless (a int PRIMARY KEY);
