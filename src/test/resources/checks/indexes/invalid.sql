-- finds: public.not_valid
CREATE TABLE half_indexed (a int PRIMARY KEY, b int);
CREATE INDEX not_valid ON half_indexed (b);
UPDATE pg_index SET indisvalid = false WHERE indexrelid = 'not_valid'::regclass;
