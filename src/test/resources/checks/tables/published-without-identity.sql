-- finds: public.told
-- spares: public.told_with_key
CREATE TABLE told (a int);
CREATE TABLE told_with_key (a int PRIMARY KEY);
CREATE PUBLICATION news FOR TABLE told, told_with_key;
