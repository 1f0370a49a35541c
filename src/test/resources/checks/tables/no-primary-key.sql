-- finds: public.keyless
-- spares: public.keyed
CREATE TABLE keyless (a int);
CREATE TABLE keyed (a int PRIMARY KEY);
