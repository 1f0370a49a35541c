-- finds: public.unproved.positive
CREATE TABLE unproved (a int PRIMARY KEY);
ALTER TABLE unproved ADD CONSTRAINT positive CHECK (a > 0) NOT VALID;
