-- finds: public.unknown_size
CREATE TABLE unknown_size (a int PRIMARY KEY);
INSERT INTO unknown_size SELECT generate_series(1, 2000);
