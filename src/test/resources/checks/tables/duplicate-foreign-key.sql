-- finds: public.doubled.second
-- spares: public.doubled.first
CREATE TABLE doubled_parent (id int PRIMARY KEY);
CREATE TABLE doubled (id int PRIMARY KEY, p int CONSTRAINT first REFERENCES doubled_parent);
ALTER TABLE doubled ADD CONSTRAINT second FOREIGN KEY (p) REFERENCES doubled_parent;
