-- finds: public.changed
CREATE TABLE changed (a int PRIMARY KEY);
INSERT INTO changed SELECT generate_series(1, 100);
ANALYZE changed;
INSERT INTO changed SELECT generate_series(1000, 14000);
