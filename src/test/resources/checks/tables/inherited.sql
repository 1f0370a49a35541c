-- finds: public.elder
CREATE TABLE elder (a int PRIMARY KEY);
CREATE TABLE younger () INHERITS (elder);
