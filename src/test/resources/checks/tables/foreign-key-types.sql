-- finds: public.narrow_child.narrow_fk
CREATE TABLE wide_parent (id bigint PRIMARY KEY);
CREATE TABLE narrow_child (id int PRIMARY KEY, p int CONSTRAINT narrow_fk REFERENCES wide_parent);
